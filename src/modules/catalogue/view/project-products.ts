import { type Envelope, pictureIn } from "../../../kernel/event.ts";
import { fold } from "../../../kernel/fold.ts";
import type { View } from "../../../kernel/module.ts";
import { replaceChildren, upsertNewer, type WrittenParent } from "../../../projection/statements.ts";
import { stock, stockEvents } from "../../inventory/index.ts";
import { productDeleted, productEvents } from "../events.ts";
import { type ProductPicture, productPicture } from "../schema.ts";
import { refreshOffers, refreshTitles, removeOrphans, takeBackOffers } from "./refresh.ts";
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
  readonly picture: ProductPicture;
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
  sweepDerived: (tenantId) => [...removeOrphans(tenantId), takeBackOffers(tenantId)],
  project(run, tenantId) {
    const products = newestPictures(run);
    const deleted = run.filter(isDeletion);
    const stocked = stockRows(run, tenantId);
    const written = [
      ...products.map(({ picture, version }) => ({ id: picture.id, version })),
      ...deleted.map(({ aggregate }) => aggregate),
    ];
    const ids = written.map(({ id }) => id);
    return [
      ...upsertProducts(tenantId, products, deleted),
      ...replaceParts(tenantId, products, written),
      ...upsertNewer(variantStock, stocked),
      ...refreshTitles(tenantId, ids),
      ...refreshOffers(
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
  return event.aggregate.type === productDeleted.aggregate && pictureIn(event) === null;
}

/** A run may write a product several times: only its last picture matters. */
function newestPictures(run: readonly Envelope[]): readonly Versioned[] {
  const newest = new Map<string, Versioned>();
  for (const event of run) {
    const picture = event.aggregate.type === "product" ? productPicture.safeParse(pictureIn(event)) : null;
    // Deleted first, so that the order is that of the last pictures.
    if (picture?.success || isDeletion(event)) newest.delete(event.aggregate.id);
    if (picture?.success)
      newest.set(event.aggregate.id, { picture: picture.data, version: event.aggregate.version });
  }
  return [...newest.values()];
}

function upsertProducts(tenantId: string, alive: readonly Versioned[], deleted: readonly Envelope[]) {
  const rows = alive.map(({ picture, version }) => ({
    tenantId,
    id: picture.id,
    version,
    status: picture.status,
    createdAt: picture.createdAt,
    publishedAt: picture.publishedAt,
    picture: JSON.stringify({
      ...picture,
      translations: picture.translations.map((one) => ({ ...one, description: null })),
    }),
    descriptions: JSON.stringify(
      Object.fromEntries(picture.translations.map(({ locale, description }) => [locale, description])),
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
    picture: "null",
    descriptions: "{}",
    deletedAt: occurredAt,
  }));
  return upsertNewer(products, [...rows, ...tombstones]);
}

function replaceParts(tenantId: string, alive: readonly Versioned[], written: readonly WrittenParent[]) {
  const parent = { table: products, property: "productId", index: "product" };
  const shared = ({ picture, version }: Versioned) => ({ tenantId, productId: picture.id, version });
  const texts = alive.flatMap((one) =>
    one.picture.translations.map(({ locale, title }) => ({
      ...shared(one),
      locale,
      foldedTitle: fold(title),
    })),
  );
  const handles = alive.flatMap((one) => [
    ...one.picture.redirects.map(({ locale, handle }) => ({ ...shared(one), locale, handle, current: 0 })),
    ...one.picture.translations.map(({ locale, handle }) => ({ ...shared(one), locale, handle, current: 1 })),
  ]);
  const terms = alive.flatMap((one) =>
    termsOf(one.picture).map(([kind, term]) => ({
      ...shared(one),
      kind,
      term,
      status: one.picture.status,
      publishedAt: one.picture.publishedAt,
    })),
  );
  const prices = alive.flatMap((one) =>
    one.picture.variants.flatMap((variant) =>
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
    status: one.picture.status,
    ...documentOf(one.picture),
  }));
  return [
    ...replaceChildren(searchDocuments, parent, tenantId, written, documents),
    ...replaceChildren(productTexts, parent, tenantId, written, texts),
    ...replaceChildren(productHandles, parent, tenantId, written, handles),
    ...replaceChildren(productTerms, parent, tenantId, written, terms),
    ...replaceChildren(variantPrices, parent, tenantId, written, prices),
  ];
}

function termsOf(picture: ProductPicture): readonly (readonly [string, string])[] {
  const skus = picture.variants.flatMap(({ sku }) => (sku === null ? [] : [["sku", sku] as const]));
  return [
    ...picture.tags.map((tag) => ["tag", tag] as const),
    ...(picture.vendor === null ? [] : [["vendor", picture.vendor] as const]),
    ...(picture.type === null ? [] : [["type", picture.type] as const]),
    ...skus,
  ];
}

function stockRows(run: readonly Envelope[], tenantId: string) {
  const newest = new Map<string, { readonly version: number; readonly picture: unknown }>();
  for (const event of run) {
    const picture = event.aggregate.type === "inventory" ? pictureIn(event) : undefined;
    if (picture !== undefined) newest.set(event.aggregate.id, { version: event.aggregate.version, picture });
  }
  return [...newest].map(([variantId, { version, picture }]) => {
    const { stocked, reserved, ...rest } = stock.parse(picture);
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
