import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** The table of `migrations/d1/0004_search.sql`. Its triggers update the full-text index `search_terms`. */
export const searchDocuments = sqliteTable(
  "search_documents",
  {
    id: integer().primaryKey(),
    tenantId: text("tenant_id").notNull(),
    productId: text("product_id").notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    status: text().notNull(),
    titles: text().notNull(),
    labels: text().notNull(),
    body: text().notNull(),
  },
  (table) => [uniqueIndex("search_documents_product").on(table.tenantId, table.productId)],
);
