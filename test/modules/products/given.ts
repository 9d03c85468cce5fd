import { currencySchema } from "../../../src/kernel/values/money.ts";
import type { Context } from "../../../src/kernel/write/command.ts";
import type { DecisionContext } from "../../../src/modules/products/rules.ts";
import type { ProductState, Variant } from "../../../src/modules/products/schema.ts";
import type { HandleBook } from "../../../src/modules/translations/handles.ts";
import type { Translation } from "../../../src/modules/translations/schema.ts";
import { registry } from "../../../src/registry.ts";
import { anyContext } from "../../support/decided.ts";

export { eventsOf, refusalOf, tenantId } from "../../support/decided.ts";

export const productId = "prod_01J00000000000000000000001";
export const usd = currencySchema.parse("USD");
export const eur = currencySchema.parse("EUR");

export const context: Context = {
  ...anyContext,
  grants: registry.roles.grantsOf("admin"),
  roles: registry.roles,
};

/** A handle book with these current and former handles: `locale/handle` → owner. */
export function bookOf(owners: Readonly<Record<string, string>>): HandleBook {
  return {
    ownerOf: (locale, handle) => owners[`${locale}/${handle}`],
    takenNear: (locale, _, self) =>
      new Set(
        Object.entries(owners)
          .filter(([key, owner]) => key.startsWith(`${locale}/`) && owner !== self)
          .map(([key]) => key.slice(locale.length + 1)),
      ),
  };
}

/** One location, with a low-stock threshold of five. */
const stockLocations = {
  defaultLocationId: "loc_01J00000000000000000000000",
  locationIds: ["loc_01J00000000000000000000000"],
  lowStockThreshold: 5,
};

/** A context with USD and EUR enabled, and no handle or SKU taken by default. */
export function decisionContext(more: Partial<DecisionContext> = {}): DecisionContext {
  return {
    handles: bookOf({}),
    ownerBySku: new Map(),
    locales: ["en", "de", "fr"],
    defaultLocale: "en",
    currencies: ["USD", "EUR"],
    stockLocations,
    imageOf: () => undefined,
    ...more,
  };
}

export function translation(more: Partial<Translation> = {}): Translation {
  return {
    locale: "en",
    title: "Lamp",
    subtitle: null,
    handle: "lamp",
    description: null,
    seo: null,
    ...more,
  };
}

/** A variant whose id ends with `number`. */
export function variant(number: number, more: Partial<Variant> = {}): Variant {
  return {
    id: `var_01J0000000000000000000000${number}`,
    sku: null,
    barcode: null,
    gtin: null,
    options: {},
    prices: [{ amount: 1_000, currency: usd, compareAtAmount: null, minQuantity: null, maxQuantity: null }],
    inventoryPolicy: "deny",
    requiresShipping: true,
    weight: null,
    image: null,
    position: number - 1,
    ...more,
  };
}

export function product(more: Partial<ProductState> = {}): ProductState {
  return {
    id: productId,
    status: "draft",
    vendor: null,
    type: null,
    tags: [],
    options: [],
    images: [],
    metadata: {},
    attributes: [],
    taxCategory: "standard",
    shippingProfile: null,
    translations: [translation()],
    variants: [variant(1)],
    redirects: [],
    createdAt: "2026-02-01T00:00:00.000Z",
    updatedAt: "2026-02-01T00:00:00.000Z",
    publishedAt: null,
    externalHandle: null,
    ...more,
  };
}
