import { and, asc, eq, sql } from "drizzle-orm";
import tables from "../../../migrations/tenant/0005_catalogue.sql";
import gtins from "../../../migrations/tenant/0022_gtin.sql";
import externalHandles from "../../../migrations/tenant/0035_external_handles.sql";
import variantImages from "../../../migrations/tenant/0038_variant_image.sql";
import attributes from "../../../migrations/tenant/0041_attributes.sql";
import taxes from "../../../migrations/tenant/0107_product_taxes.sql";
import { defineAggregate } from "../../kernel/module.ts";
import { placeholdersOf, prepared } from "../../kernel/storage/prepared.ts";
import type { Migration, TenantDatabase } from "../../kernel/storage/storage.ts";
import { sentFields } from "../../kernel/values/patch.ts";
import type { Envelope } from "../../kernel/write/event.ts";
import {
  claimFormerHandle,
  claimHandles,
  dropHandles,
  formerHandles,
  retireHandle,
  type Translation,
} from "../translations/index.ts";
import {
  priceUpdated,
  productArchived,
  productCreated,
  productDeleted,
  productPublished,
  productRestored,
  productUnpublished,
  productUpdated,
  variantCreated,
  variantDeleted,
  variantUpdated,
} from "./events.ts";
import { unlinkedImages, unsizedImages } from "./images/schema.ts";
import { migration as mediaMigration, removeShownMedia, writeShownMedia } from "./images/store.ts";
import { type ProductState, type ProductStatus, productState } from "./schema.ts";
import { products, productTranslations, variants } from "./tables.ts";

export const migrations: readonly Migration[] = [
  { name: "0005_catalogue", sql: tables },
  { name: "0022_gtin", sql: gtins },
  { name: "0035_external_handles", sql: externalHandles },
  { name: "0038_variant_image", sql: variantImages },
  { name: "0041_attributes", sql: attributes },
  { name: "0107_product_taxes", sql: taxes },
  mediaMigration,
];

export const productAggregate = defineAggregate(productState, {
  apply(database, event) {
    const { id } = event.aggregate;
    switch (event.type) {
      case productCreated.type:
        return insertProduct(database, event);
      case productUpdated.type:
        return updateProduct(database, event);
      case productPublished.type:
        return moveTo(database, event, "active");
      case productUnpublished.type:
      case productRestored.type:
        return moveTo(database, event, "draft");
      case productArchived.type:
        return moveTo(database, event, "archived");
      case productDeleted.type:
        return deleteProduct(database, id);
      case variantCreated.type: {
        variantInsert(database).run({
          gtin: null,
          image: null,
          ...variantCreated.read(event),
          productId: id,
        });
        return touch(database, event);
      }
      case variantUpdated.type: {
        const { id: variantId, ...changes } = variantUpdated.read(event);
        database.update(variants).set(sentFields(changes)).where(eq(variants.id, variantId)).run();
        return touch(database, event);
      }
      case variantDeleted.type: {
        database
          .delete(variants)
          .where(eq(variants.id, variantDeleted.read(event).id))
          .run();
        renumber(database).run({ productId: id });
        return touch(database, event);
      }
      case priceUpdated.type: {
        const { variantId, new: prices } = priceUpdated.read(event);
        pricesUpdate(database).run({ variantId, prices: JSON.stringify(prices) });
        return touch(database, event);
      }
    }
  },
  state: (database, id) => readProductState(database, id) ?? null,
});

/** Reads a product with its translations and variants. Returns undefined if it doesn't exist. */
export function readProductState(database: TenantDatabase, id: string): ProductState | undefined {
  const product = productById(database).get({ id });
  if (product === undefined) return undefined;
  return {
    ...product,
    images: unlinkedImages(unsizedImages(product.images)),
    translations: translationsOf(database)
      .all({ id })
      .map(({ productId: _, ...translation }) => translation),
    variants: variantsOf(database)
      .all({ id })
      .map(({ productId: _, ...variant }) => variant),
    redirects: formerHandles(database, "product", id),
  };
}

/** Returns the ids that don't belong to a product of this tenant. */
export function unknownProducts(database: TenantDatabase, ids: readonly string[]): readonly string[] {
  const rows = database.all<{ id: string }>(sql`
    SELECT value AS id FROM json_each(${JSON.stringify(ids)}) WHERE value NOT IN (SELECT id FROM products)`);
  return rows.map(({ id }) => id);
}

/** Returns the id of the product that files name by this handle. */
export function productWithExternalHandle(database: TenantDatabase, handle: string): string | undefined {
  return idByExternalHandle(database).get({ handle })?.id;
}

/** Returns a product's external handle: null if it has none, undefined if there is no such product. */
export function externalHandleOf(database: TenantDatabase, id: string): string | null | undefined {
  return externalHandleById(database).get({ id })?.externalHandle;
}

const productById = prepared((database) =>
  database
    .select()
    .from(products)
    .where(eq(products.id, sql.placeholder("id")))
    .prepare(),
);
const idByExternalHandle = prepared((database) =>
  database
    .select({ id: products.id })
    .from(products)
    .where(eq(products.externalHandle, sql.placeholder("handle")))
    .prepare(),
);
const externalHandleById = prepared((database) =>
  database
    .select({ externalHandle: products.externalHandle })
    .from(products)
    .where(eq(products.id, sql.placeholder("id")))
    .prepare(),
);
const translationsOf = prepared((database) =>
  database
    .select()
    .from(productTranslations)
    .where(eq(productTranslations.productId, sql.placeholder("id")))
    .orderBy(asc(productTranslations.locale))
    .prepare(),
);
const variantsOf = prepared((database) =>
  database
    .select()
    .from(variants)
    .where(eq(variants.productId, sql.placeholder("id")))
    .orderBy(asc(variants.position), asc(variants.id))
    .prepare(),
);
const variantInsert = prepared((database) =>
  database.insert(variants).values(placeholdersOf(variants)).prepare(),
);
/** Closes the gap that a deleted variant leaves. */
const renumber = prepared((database) =>
  database
    .update(variants)
    .set({ position: sql`ranked.place` })
    .from(
      sql`(SELECT id AS ranked_id, row_number() OVER (ORDER BY position, id) - 1 AS place
        FROM variants INDEXED BY variants_product WHERE product_id = ${sql.placeholder("productId")}) AS ranked`,
    )
    .where(sql`${variants.id} = ranked.ranked_id AND ${variants.position} <> ranked.place`)
    .prepare(),
);
const pricesUpdate = prepared((database) =>
  database
    .update(variants)
    .set({ prices: sql`${sql.placeholder("prices")}` })
    .where(eq(variants.id, sql.placeholder("variantId")))
    .prepare(),
);

/** Writes a product as another tenant exported it. */
export function insertState(
  database: TenantDatabase,
  { translations, variants: all, redirects, ...product }: ProductState,
): void {
  productInsert(database).run(product);
  writeShownMedia(database, product.id, product.images);
  for (const translation of translations) writeTranslation(database, product.id, translation);
  for (const redirect of redirects) claimFormerHandle(database, "product", product.id, redirect);
  for (const variant of all) variantInsert(database).run({ ...variant, productId: product.id });
}

function insertProduct(database: TenantDatabase, event: Envelope): void {
  const { translations, ...content } = productCreated.read(event);
  const { id } = event.aggregate;
  const at = event.occurredAt;
  productInsert(database).run({
    id,
    status: "draft",
    ...content,
    createdAt: at,
    updatedAt: at,
    publishedAt: null,
  });
  writeShownMedia(database, id, content.images);
  for (const translation of translations) writeTranslation(database, id, translation);
}

const productInsert = prepared((database) =>
  database.insert(products).values(placeholdersOf(products)).prepare(),
);

function updateProduct(database: TenantDatabase, event: Envelope): void {
  const { translations = [], removedLocales = [], ...content } = productUpdated.read(event);
  const { id } = event.aggregate;
  database
    .update(products)
    .set({ ...sentFields(content), updatedAt: event.occurredAt })
    .where(eq(products.id, id))
    .run();
  if (content.images !== undefined) writeShownMedia(database, id, content.images);
  for (const translation of translations) writeTranslation(database, id, translation);
  for (const locale of removedLocales) {
    database
      .delete(productTranslations)
      .where(and(eq(productTranslations.productId, id), eq(productTranslations.locale, locale)))
      .run();
    retireHandle(database, "product", id, locale);
  }
}

function writeTranslation(database: TenantDatabase, productId: string, translation: Translation): void {
  const seo = translation.seo === null ? null : JSON.stringify(translation.seo);
  translationUpsert(database).run({ productId, ...translation, seo });
  claimHandles(database, "product", productId, translation);
}

const translationUpsert = prepared((database) =>
  database
    .insert(productTranslations)
    .values({
      ...placeholdersOf(productTranslations),
      // Drizzle's placeholder of a JSON column would write null as the text "null".
      seo: sql`${sql.placeholder("seo")}`,
    })
    .onConflictDoUpdate({
      target: [productTranslations.productId, productTranslations.locale],
      set: {
        title: sql`excluded.title`,
        subtitle: sql`excluded.subtitle`,
        handle: sql`excluded.handle`,
        description: sql`excluded.description`,
        seo: sql`excluded.seo`,
      },
    })
    .prepare(),
);

function moveTo(database: TenantDatabase, event: Envelope, status: ProductStatus): void {
  const publishedAt = status === "active" ? event.occurredAt : null;
  database
    .update(products)
    .set({ status, publishedAt, updatedAt: event.occurredAt })
    .where(eq(products.id, event.aggregate.id))
    .run();
}

/** Removes a product with its texts, variants and handles. */
export function deleteProduct(database: TenantDatabase, id: string): void {
  database.delete(variants).where(eq(variants.productId, id)).run();
  database.delete(productTranslations).where(eq(productTranslations.productId, id)).run();
  database.delete(products).where(eq(products.id, id)).run();
  removeShownMedia(database, id);
  dropHandles(database, "product", id);
}

function touch(database: TenantDatabase, event: Envelope): void {
  touched(database).run({ id: event.aggregate.id, at: event.occurredAt });
}

const touched = prepared((database) =>
  database
    .update(products)
    .set({ updatedAt: sql`${sql.placeholder("at")}` })
    .where(eq(products.id, sql.placeholder("id")))
    .prepare(),
);
