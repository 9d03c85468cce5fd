import { eq, sql } from "drizzle-orm";
import { index, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import tables from "../../../../migrations/tenant/0118_product_media.sql";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { MediaUser } from "../../media/index.ts";
import type { Image } from "./schema.ts";

export const migration: Migration = { name: "0118_product_media", sql: tables };

/** The table of `migrations/tenant/0118_product_media.sql`. */
export const productMedia = sqliteTable(
  "product_media",
  {
    mediaId: text("media_id").notNull(),
    productId: text("product_id").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.mediaId, table.productId] }),
    index("product_media_product").on(table.productId),
  ],
);

/** Remembers which files a product shows. */
export function writeShownMedia(
  database: TenantDatabase,
  productId: string,
  images: readonly Pick<Image, "mediaId">[],
): void {
  removeShownMedia(database, productId);
  const shown = new Set(images.flatMap(({ mediaId }) => mediaId ?? []));
  for (const mediaId of shown) database.insert(productMedia).values({ mediaId, productId }).run();
}

export function removeShownMedia(database: TenantDatabase, productId: string): void {
  database.delete(productMedia).where(eq(productMedia.productId, productId)).run();
}

/** How the module `media` learns which products show a file. */
export const productsShowing: MediaUser = {
  type: "product",
  using: (database, mediaId, most) =>
    database
      .all<{ id: string }>(
        sql`SELECT product_id AS id FROM product_media WHERE media_id = ${mediaId} ORDER BY product_id LIMIT ${most}`,
      )
      .map(({ id }) => id),
};
