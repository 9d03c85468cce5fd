import { isNotNull } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The tables of `migrations/d1/0003_catalogue.sql` for products. */
export const products = sqliteTable(
  "products",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    status: text().notNull(),
    createdAt: text("created_at").notNull(),
    updatedAt: text("updated_at").notNull().default(""),
    publishedAt: text("published_at"),
    variantIds: text("variant_ids").notNull(),
    state: text().notNull(),
    stateVersion: integer("state_version").notNull().default(1),
    descriptions: text().notNull(),
    deletedAt: text("deleted_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("products_newest").on(table.tenantId, table.status, table.publishedAt, table.id),
    index("products_updated").on(table.tenantId, table.updatedAt, table.id),
    index("products_tombstones").on(table.deletedAt).where(isNotNull(table.deletedAt)),
  ],
);

export const productTexts = sqliteTable(
  "product_texts",
  {
    tenantId: text("tenant_id").notNull(),
    productId: text("product_id").notNull(),
    locale: text().notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    foldedTitle: text("folded_title").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.productId, table.locale] }),
    index("product_texts_product").on(table.tenantId, table.productId),
  ],
);

export const productHandles = sqliteTable(
  "product_handles",
  {
    tenantId: text("tenant_id").notNull(),
    handle: text().notNull(),
    locale: text().notNull(),
    productId: text("product_id").notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    current: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.handle, table.locale] }),
    index("product_handles_product").on(table.tenantId, table.productId),
  ],
);

export const productTerms = sqliteTable(
  "product_terms",
  {
    tenantId: text("tenant_id").notNull(),
    kind: text().notNull(),
    term: text().notNull(),
    productId: text("product_id").notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    status: text().notNull(),
    publishedAt: text("published_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.kind, table.term, table.productId] }),
    index("product_terms_newest").on(
      table.tenantId,
      table.kind,
      table.term,
      table.status,
      table.publishedAt,
      table.productId,
    ),
    index("product_terms_product").on(table.tenantId, table.productId),
  ],
);

export const variantPrices = sqliteTable(
  "variant_prices",
  {
    tenantId: text("tenant_id").notNull(),
    variantId: text("variant_id").notNull(),
    currency: text().notNull(),
    productId: text("product_id").notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    amount: integer().notNull(),
    policy: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.variantId, table.currency] }),
    index("variant_prices_product").on(table.tenantId, table.productId, table.currency),
    index("variant_prices_amount").on(table.tenantId, table.currency, table.amount, table.productId),
  ],
);

/** The table of `migrations/d1/0105_catalogue_variants.sql`. */
export const catalogueVariants = sqliteTable(
  "catalogue_variants",
  {
    tenantId: text("tenant_id").notNull(),
    variantId: text("variant_id").notNull(),
    productId: text("product_id").notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    policy: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.variantId] }),
    index("catalogue_variants_product").on(table.tenantId, table.productId),
  ],
);

/** The table of `migrations/d1/0042_variant_options.sql`. */
export const variantOptions = sqliteTable(
  "variant_options",
  {
    tenantId: text("tenant_id").notNull(),
    variantId: text("variant_id").notNull(),
    name: text().notNull(),
    value: text().notNull(),
    productId: text("product_id").notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.variantId, table.name] }),
    index("variant_options_product").on(table.tenantId, table.productId),
    index("variant_options_value").on(table.tenantId, table.name, table.value, table.productId),
  ],
);

export const variantStock = sqliteTable(
  "variant_stock",
  {
    tenantId: text("tenant_id").notNull(),
    variantId: text("variant_id").notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    stocked: integer().notNull(),
    reserved: integer().notNull(),
    state: text("stock").notNull(),
    stateVersion: integer("state_version").notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.variantId] })],
);

export const catalogueLocales = sqliteTable(
  "catalogue_locales",
  {
    tenantId: text("tenant_id").notNull(),
    locale: text().notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    chain: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.locale] })],
);

export const catalogueCurrencies = sqliteTable(
  "catalogue_currencies",
  {
    tenantId: text("tenant_id").notNull(),
    currency: text().notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.currency] })],
);

export const productTitles = sqliteTable(
  "product_titles",
  {
    tenantId: text("tenant_id").notNull(),
    locale: text().notNull(),
    productId: text("product_id").notNull(),
    status: text().notNull(),
    foldedTitle: text("folded_title").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.locale, table.productId] }),
    index("product_titles_sorted").on(
      table.tenantId,
      table.locale,
      table.status,
      table.foldedTitle,
      table.productId,
    ),
    index("product_titles_listed").on(table.tenantId, table.locale, table.foldedTitle, table.productId),
    index("product_titles_product").on(table.tenantId, table.productId),
  ],
);

export const productPrices = sqliteTable(
  "product_prices",
  {
    tenantId: text("tenant_id").notNull(),
    currency: text().notNull(),
    productId: text("product_id").notNull(),
    status: text().notNull(),
    minAmount: integer("min_amount"),
    maxAmount: integer("max_amount"),
    ascending: integer().notNull(),
    descending: integer().notNull(),
    inStock: integer("in_stock").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.currency, table.productId] }),
    index("product_prices_cheapest").on(
      table.tenantId,
      table.currency,
      table.status,
      table.ascending,
      table.productId,
    ),
    index("product_prices_dearest").on(
      table.tenantId,
      table.currency,
      table.status,
      table.descending,
      table.productId,
    ),
    index("product_prices_product").on(table.tenantId, table.productId),
  ],
);
