import { listedLocales, pickLocale } from "../../kernel/values/locale.ts";
import type { Currency, Money } from "../../kernel/values/money.ts";
import type { ProductGroup } from "../collections/index.ts";
import {
  availabilityOf,
  type InventoryPolicy,
  isAvailable,
  quantityAvailable,
  type Stock,
  toInventoryResponse,
} from "../inventory/index.ts";
import { type ListedPrice, priceTiersOf, selectMatching } from "../pricing/index.ts";
import { noRating, type Rating } from "../ratings/index.ts";
import type { ProductState, Variant } from "./schema.ts";
import type { AdminProduct, AdminVariant, StoreProduct, StoreVariant } from "./shapes.ts";
import { variantTitle } from "./variants/rules.ts";

/** The shopper's languages and currency, and data about the product that its own state doesn't have. */
export interface DisplayContext {
  /** The languages to serve, most preferred first. */
  readonly locales: readonly string[];
  readonly currency: string;
  /** Available quantity by variant. A missing variant has none. */
  readonly availableByVariant: ReadonlyMap<string, number>;
  readonly groups: readonly ProductGroup[];
  /** What its reviews come to. */
  readonly rating?: Rating;
  /** The prices of variants in the price lists that match, in the currency. */
  readonly listedByVariant?: ReadonlyMap<string, readonly ListedPrice[]>;
}

/** Renders a product for the store API. */
export function toStoreProduct(state: ProductState, displayContext: DisplayContext): StoreProduct {
  const text = pickLocale(state.translations, displayContext.locales);
  if (text === undefined) throw new Error(`${state.id} has no translation`);
  const variants = state.variants.map((variant) => toStoreVariant(variant, state, displayContext));
  return {
    id: state.id,
    handle: text.handle,
    title: text.title,
    subtitle: text.subtitle,
    description: text.description,
    vendor: state.vendor,
    type: state.type,
    tags: state.tags,
    options: state.options,
    variants,
    images: state.images,
    priceRange: priceRange(variants),
    available: variants.some(({ available }) => available),
    collections: groupRefs("collection", displayContext),
    categories: groupRefs("category", displayContext),
    seo: text.seo,
    metadata: state.metadata,
    attributes: state.attributes,
    rating: displayContext.rating ?? noRating,
    locale: text.locale,
    availableLocales: [...listedLocales(state.translations, displayContext.locales)],
    publishedAt: state.publishedAt,
    updatedAt: state.updatedAt,
  };
}

function toStoreVariant(variant: Variant, state: ProductState, displayContext: DisplayContext): StoreVariant {
  const priced = {
    variantId: variant.id,
    base: variant.prices.filter((one) => one.currency === displayContext.currency),
    listed: displayContext.listedByVariant?.get(variant.id) ?? [],
  };
  const price = selectMatching(priced, { quantity: 1 });
  const available = displayContext.availableByVariant.get(variant.id) ?? 0;
  // A tenant's currencies are currencies.
  const currency = displayContext.currency as Currency;
  const money = (amount: number): Money => ({ amount, currency });
  const tiers = priceTiersOf(priced, (quantity) => selectMatching(priced, { quantity }));
  return {
    id: variant.id,
    sku: variant.sku,
    barcode: variant.barcode,
    gtin: variant.gtin,
    title: variantTitle(variant.options, state.options),
    options: variant.options,
    price: price === null ? null : money(price.amount),
    compareAtPrice: price === null || price.compareAtAmount === null ? null : money(price.compareAtAmount),
    priceTiers: tiers.map(({ amount, ...range }) => ({ ...range, amount: money(amount) })),
    available: price !== null && isAvailable(variant.inventoryPolicy, available),
    availability: price === null ? "out-of-stock" : availabilityOf(variant.inventoryPolicy, available),
    quantityAvailable: quantityAvailable(variant.inventoryPolicy, available),
    requiresShipping: variant.requiresShipping,
    image: state.images.find(({ url }) => url === variant.image) ?? null,
    position: variant.position,
  };
}

/** What the admin response adds: the product's version, and the stock of every variant. */
export interface AdminDisplayContext {
  readonly version: number;
  readonly defaultLocale: string;
  readonly defaultCurrency: Currency;
  readonly lowStockThreshold: number;
  readonly stockByVariant: ReadonlyMap<string, Stock>;
  readonly groups: readonly ProductGroup[];
}

/**
 * Renders a product for the admin API: the store's fields in the default locale and currency, plus all its
 * data.
 */
export function toAdminProduct(state: ProductState, displayContext: AdminDisplayContext): AdminProduct {
  const availableByVariant = new Map(
    [...displayContext.stockByVariant].map(
      ([id, { stocked, reserved }]) => [id, stocked - reserved] as const,
    ),
  );
  const { rating: _, ...response } = toStoreProduct(state, {
    locales: [displayContext.defaultLocale, "en"],
    currency: displayContext.defaultCurrency,
    availableByVariant,
    groups: displayContext.groups,
  });
  return {
    ...response,
    // Staff also sees disabled languages, for instance to remove their translations.
    availableLocales: state.translations.map(({ locale }) => locale),
    status: state.status,
    translations: state.translations,
    taxCategory: state.taxCategory,
    shippingProfile: state.shippingProfile,
    createdAt: state.createdAt,
    version: displayContext.version,
    variants: response.variants.map((storeVariant, index): AdminVariant => {
      const variant = state.variants[index];
      if (variant === undefined) throw new Error(`${state.id}: no variant at index ${index}`);
      const none: Stock = { variantId: variant.id, levels: [], stocked: 0, reserved: 0 };
      const policy: InventoryPolicy = variant.inventoryPolicy;
      return {
        ...storeVariant,
        productId: state.id,
        prices: variant.prices,
        inventoryPolicy: policy,
        weight: variant.weight,
        inventory: toInventoryResponse(
          displayContext.stockByVariant.get(variant.id) ?? none,
          policy,
          displayContext.lowStockThreshold,
        ),
        version: displayContext.version,
      };
    }),
  };
}

function priceRange(variants: readonly StoreVariant[]): StoreProduct["priceRange"] {
  const prices = variants
    .flatMap(({ price }) => (price === null ? [] : [price]))
    .toSorted((a, b) => a.amount - b.amount);
  const [min] = prices;
  const max = prices.at(-1);
  return min === undefined || max === undefined ? null : { min, max };
}

function groupRefs(kind: ProductGroup["kind"], displayContext: DisplayContext) {
  return displayContext.groups
    .filter((group) => group.kind === kind)
    .flatMap(({ translations }) => {
      const text = pickLocale(translations, displayContext.locales);
      return text === undefined ? [] : [{ handle: text.handle, title: text.title }];
    });
}
