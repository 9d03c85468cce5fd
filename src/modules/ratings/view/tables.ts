import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The table of `migrations/d1/0110_product_ratings.sql`. */
export const productRatings = sqliteTable(
  "product_ratings",
  {
    tenantId: text("tenant_id").notNull(),
    productId: text("product_id").notNull(),
    reviews: integer().notNull(),
    stars: integer().notNull(),
    /** In hundredths. */
    average: integer().notNull(),
    stale: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.productId] }),
    index("product_ratings_best").on(table.tenantId, table.average, table.productId),
    index("product_ratings_stale").on(table.tenantId, table.productId).where(sql`stale = 1`),
  ],
);
