import type { View } from "../../../kernel/read/view.ts";
import { fold } from "../../../kernel/values/fold.ts";
import { type Envelope, stateIn } from "../../../kernel/write/event.ts";
import { replaceChildren, upsertNewer, type WrittenParent } from "../../../projection/statements.ts";
import { stock, stockEvents } from "../../inventory/index.ts";
import { type ProductState, productDeleted, productEvents, productState } from "../../products/index.ts";
import { refreshPrices, refreshTitles, removeOrphans, removePrices } from "./refresh.ts";
import { documentOf } from "./search/document.ts";
import { searchDocuments } from "./search/table.ts";
import {
  productHandles,
  products,
  productTerms,
  productTexts,
  variantPrices,
  variantStock,
} from "./tables.ts";

interface Versioned {
  readonly state: ProductState;
  readonly version: number;
}

/** Products and their stock, from the catalogue's and the inventory's events. */
export const productView: View = {
  name: "products",
  consumes: [...productEvents, ...stockEvents].map(({ type }) => type),
  tables: [
    products,
    productTexts,
    productHandles,
    productTerms,
    variantPrices,
    variantStock,
    searchDocuments,
  ],
  sweepDerived: (tenantId) => [...removeOrphans(tenantId), removePrices(tenantId)],
  project(run, tenantId) {
    const products = newestStates(run);
    const deleted = run.filter(isDeletion);
    const stocked = stockRows(run, tenantId);
    const written = [
      ...products.map(({ state, version }) => ({ id: state.id, version })),
      ...deleted.map(({ aggregate }) => aggregate),
    ];
    const ids = written.map(({ id }) => id);
    return [
      ...upsertProducts(tenantId, products, deleted),
      ...replaceParts(tenantId, products, written),
      ...upsertNewer(variantStock, stocked),
      ...refreshTitles(tenantId, ids),
      ...refreshPrices(
        tenantId,
        ids,
        stocked.map(({ variantId }) => variantId),
      ),
    ];
  },
  sweep: (before) => [{ sql: "DELETE FROM products WHERE deleted_at < ?1", params: [before] }],
};

/** The last event of a product that is gone carries no picture; neither does its snapshot. */
function isDeletion(event: Envelope): boolean {
  return event.aggregate.type === productDeleted.aggregate && stateIn(event) === null;
}

/** A run may write a product several times: only its last picture matters. */
function newestStates(run: readonly Envelope[]): readonly Versioned[] {
  const newest = new Map<string, Versioned>();
  for (const event of run) {
    const state = event.aggregate.type === "product" ? productState.safeParse(stateIn(event)) : null;
    // Deleted first, so that the order is that of the last pictures.
    if (state?.success || isDeletion(event)) newest.delete(event.aggregate.id);
    if (state?.success)
      newest.set(event.aggregate.id, { state: state.data, version: event.aggregate.version });
  }
  return [...newest.values()];
}

function upsertProducts(tenantId: string, alive: readonly Versioned[], deleted: readonly Envelope[]) {
  const rows = alive.map(({ state, version }) => ({
    tenantId,
    id: state.id,
    version,
    status: state.status,
    createdAt: state.createdAt,
    publishedAt: state.publishedAt,
    state: JSON.stringify({
      ...state,
      translations: state.translations.map((one) => ({ ...one, description: null })),
    }),
    descriptions: JSON.stringify(
      Object.fromEntries(state.translations.map(({ locale, description }) => [locale, description])),
    ),
    deletedAt: null,
  }));
  // A tombstone: what arrives late finds a newer version and leaves it be.
  const tombstones = deleted.map(({ aggregate, occurredAt }) => ({
    tenantId,
    id: aggregate.id,
    version: aggregate.version,
    status: "deleted",
    createdAt: occurredAt,
    publishedAt: null,
    state: "null",
    descriptions: "{}",
    deletedAt: occurredAt,
  }));
  return upsertNewer(products, [...rows, ...tombstones]);
}

function replaceParts(tenantId: string, alive: readonly Versioned[], written: readonly WrittenParent[]) {
  const parent = { table: products, property: "productId", index: "product" };
  const shared = ({ state, version }: Versioned) => ({ tenantId, productId: state.id, version });
  const texts = alive.flatMap((one) =>
    one.state.translations.map(({ locale, title }) => ({
      ...shared(one),
      locale,
      foldedTitle: fold(title),
    })),
  );
  const handles = alive.flatMap((one) => [
    ...one.state.redirects.map(({ locale, handle }) => ({ ...shared(one), locale, handle, current: 0 })),
    ...one.state.translations.map(({ locale, handle }) => ({ ...shared(one), locale, handle, current: 1 })),
  ]);
  const terms = alive.flatMap((one) =>
    termsOf(one.state).map(([kind, term]) => ({
      ...shared(one),
      kind,
      term,
      status: one.state.status,
      publishedAt: one.state.publishedAt,
    })),
  );
  const prices = alive.flatMap((one) =>
    one.state.variants.flatMap((variant) =>
      variant.prices.map(({ currency, amount }) => ({
        ...shared(one),
        variantId: variant.id,
        currency,
        amount,
        policy: variant.inventoryPolicy,
      })),
    ),
  );
  const documents = alive.map((one) => ({
    ...shared(one),
    status: one.state.status,
    ...documentOf(one.state),
  }));
  return [
    ...replaceChildren(searchDocuments, parent, tenantId, written, documents),
    ...replaceChildren(productTexts, parent, tenantId, written, texts),
    ...replaceChildren(productHandles, parent, tenantId, written, handles),
    ...replaceChildren(productTerms, parent, tenantId, written, terms),
    ...replaceChildren(variantPrices, parent, tenantId, written, prices),
  ];
}

function termsOf(state: ProductState): readonly (readonly [string, string])[] {
  const skus = state.variants.flatMap(({ sku }) => (sku === null ? [] : [["sku", sku] as const]));
  return [
    ...state.tags.map((tag) => ["tag", tag] as const),
    ...(state.vendor === null ? [] : [["vendor", state.vendor] as const]),
    ...(state.type === null ? [] : [["type", state.type] as const]),
    ...skus,
  ];
}

function stockRows(run: readonly Envelope[], tenantId: string) {
  const newest = new Map<string, { readonly version: number; readonly state: unknown }>();
  for (const event of run) {
    const state = event.aggregate.type === "inventory" ? stateIn(event) : undefined;
    if (state !== undefined) newest.set(event.aggregate.id, { version: event.aggregate.version, state });
  }
  return [...newest].map(([variantId, { version, state }]) => {
    const { stocked, reserved, ...rest } = stock.parse(state);
    return {
      tenantId,
      variantId,
      version,
      stocked,
      reserved,
      stock: JSON.stringify({ stocked, reserved, ...rest }),
    };
  });
}
