import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

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

/** The table of `migrations/d1/0066_search_texts.sql`, for products with texts in several languages. */
export const searchTexts = sqliteTable(
  "search_texts",
  {
    tenantId: text("tenant_id").notNull(),
    productId: text("product_id").notNull(),
    locale: text().notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    position: integer().notNull(),
    inDocument: integer("in_document").notNull(),
    titles: text().notNull(),
    body: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.productId, table.locale] }),
    index("search_texts_product").on(table.tenantId, table.productId),
    index("search_texts_locale").on(table.tenantId, table.locale, table.inDocument, table.productId),
  ],
);
