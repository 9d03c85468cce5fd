import type { View } from "../../../kernel/read/view.ts";
import { fold } from "../../../kernel/values/fold.ts";
import type { Envelope } from "../../../kernel/write/event.ts";
import { type NewestStates, newestStates } from "../../../kernel/write/state.ts";
import { replaceChildren, upsertNewer, type WrittenParent } from "../../../projection/statements.ts";
import { stockEvents, stockState } from "../../inventory/index.ts";
import { type ProductState, productEvents, productState } from "../../products/index.ts";
import { tagsOfProductEvents } from "../cache-tags.ts";
import { attributeKind } from "./lists/store-filters.ts";
import { refreshPrices, refreshTitles, removeOrphans, removePrices } from "./refresh.ts";
import { documentOf, textsOf } from "./search/document.ts";
import { serveTextsOf } from "./search/served-texts.ts";
import { searchDocuments, searchTexts } from "./search/table.ts";
import {
  catalogueVariants,
  productHandles,
  products,
  productTerms,
  productTexts,
  variantOptions,
  variantPrices,
  variantStock,
} from "./tables.ts";

type Products = NewestStates<ProductState>;
type Versioned = Products["alive"][number];

/** Products and their stock, from catalogue and inventory events. */
export const productView: View = {
  name: "products",
  consumes: [...productEvents, ...stockEvents].map(({ type }) => type),
  tables: [
    products,
    productTexts,
    productHandles,
    productTerms,
    catalogueVariants,
    variantOptions,
    variantPrices,
    variantStock,
    searchDocuments,
    searchTexts,
  ],
  cacheTags: tagsOfProductEvents,
  sweepDerived: (tenantId) => [...removeOrphans(tenantId), removePrices(tenantId)],
  project(run, tenantId) {
    const products = newestStates(productState, run);
    const stocked = stockRows(run, tenantId);
    const written = [...products.alive, ...products.deleted];
    const ids = written.map(({ id }) => id);
    return [
      ...upsertProducts(tenantId, products),
      ...replaceParts(tenantId, products.alive, written),
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

/** Characters of a title that count for its place in a list. They become part of a cursor. */
const longestSortKey = 255;

function upsertProducts(tenantId: string, { alive, deleted }: Products) {
  const { version: stateVersion } = productState;
  const rows = alive.map(({ state, version }) => ({
    tenantId,
    id: state.id,
    version,
    status: state.status,
    createdAt: state.createdAt,
    updatedAt: state.updatedAt,
    publishedAt: state.publishedAt,
    variantIds: JSON.stringify(state.variants.map(({ id }) => id)),
    state: JSON.stringify({
      ...state,
      translations: state.translations.map((one) => ({ ...one, description: null })),
    }),
    stateVersion,
    descriptions: JSON.stringify(
      Object.fromEntries(state.translations.map(({ locale, description }) => [locale, description])),
    ),
    deletedAt: null,
  }));
  // The tombstone's version is newer than that of any event that arrives late.
  const tombstones = deleted.map(({ id, version, occurredAt }) => ({
    tenantId,
    id,
    version,
    status: "deleted",
    createdAt: occurredAt,
    updatedAt: occurredAt,
    publishedAt: null,
    variantIds: "[]",
    state: "null",
    stateVersion,
    descriptions: "{}",
    deletedAt: occurredAt,
  }));
  return upsertNewer(products, [...rows, ...tombstones]);
}

const parent = { table: products, property: "productId", index: "product" };

function replaceParts(tenantId: string, alive: readonly Versioned[], written: readonly WrittenParent[]) {
  const shared = ({ id, version }: Versioned) => ({ tenantId, productId: id, version });
  const texts = alive.flatMap((one) =>
    one.state.translations.map(({ locale, title }) => ({
      ...shared(one),
      locale,
      foldedTitle: fold(title).slice(0, longestSortKey).toWellFormed(),
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
  // Lists show, sort and count the price of one unit.
  const prices = alive.flatMap((one) =>
    one.state.variants.flatMap((variant) =>
      variant.prices
        .filter(({ minQuantity }) => minQuantity === null)
        .map(({ currency, amount }) => ({
          ...shared(one),
          variantId: variant.id,
          currency,
          amount,
          policy: variant.inventoryPolicy,
        })),
    ),
  );
  const options = alive.flatMap((one) =>
    one.state.variants.flatMap((variant) =>
      Object.entries(variant.options).map(([name, value]) => ({
        ...shared(one),
        variantId: variant.id,
        name,
        value,
      })),
    ),
  );
  return [
    ...replaceSearch(tenantId, alive, written),
    ...replaceChildren(productTexts, parent, tenantId, written, texts),
    ...replaceChildren(productHandles, parent, tenantId, written, handles),
    ...replaceChildren(productTerms, parent, tenantId, written, terms),
    ...replaceChildren(variantOptions, parent, tenantId, written, options),
    ...replaceChildren(catalogueVariants, parent, tenantId, written, variantRows(tenantId, alive)),
    ...replaceChildren(variantPrices, parent, tenantId, written, prices),
  ];
}

function variantRows(tenantId: string, alive: readonly Versioned[]) {
  return alive.flatMap(({ id: productId, version, state }) =>
    state.variants.map(({ id: variantId, inventoryPolicy: policy }) => ({
      ...{ tenantId, productId, variantId, version, policy },
    })),
  );
}

/** The documents of products and, of those with several languages, what is in each. */
function replaceSearch(tenantId: string, alive: readonly Versioned[], written: readonly WrittenParent[]) {
  const shared = ({ id, version }: Versioned) => ({ tenantId, productId: id, version });
  const documents = alive.map((one) => ({
    ...shared(one),
    status: one.state.status,
    ...documentOf(one.state),
  }));
  const multilingual = alive.filter(({ state }) => state.translations.length > 1);
  const texts = multilingual.flatMap((one) =>
    textsOf(one.state).map((text, index) => ({
      ...shared(one),
      position: index - 1,
      inDocument: 1,
      ...text,
    })),
  );
  const ids = multilingual.map(({ id }) => id);
  return [
    ...replaceChildren(searchDocuments, parent, tenantId, written, documents),
    ...replaceChildren(searchTexts, parent, tenantId, written, texts),
    ...serveTextsOf(tenantId, ids),
  ];
}

function termsOf({
  variants,
  tags,
  vendor,
  type,
  attributes,
}: ProductState): readonly (readonly [string, string])[] {
  const barcodes = new Set(variants.flatMap(({ barcode }) => barcode ?? []));
  const skus = variants.flatMap(({ sku }) => (sku === null ? [] : [["sku", sku] as const]));
  return [
    ...tags.map((tag) => ["tag", tag] as const),
    ...(vendor === null ? [] : [["vendor", vendor] as const]),
    ...(type === null ? [] : [["type", type] as const]),
    ...attributes.map(({ key, value }) => [attributeKind(key), value] as const),
    ...skus,
    ...[...barcodes].map((barcode) => ["barcode", barcode] as const),
  ];
}

function stockRows(run: readonly Envelope[], tenantId: string) {
  return newestStates(stockState, run).alive.map(({ id, version, state }) => ({
    tenantId,
    variantId: id,
    version,
    stocked: state.stocked,
    reserved: state.reserved,
    state: JSON.stringify(state),
    stateVersion: stockState.version,
  }));
}
