import {
  customType,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { InventoryPolicy } from "../inventory/index.ts";
import { standardCategory } from "../taxes/index.ts";
import { richTextColumn, type Translation } from "../translations/index.ts";
import { type Price, withRanges } from "./prices/schema.ts";
import type { Option, ProductState, ProductStatus } from "./schema.ts";

/** The tables of `migrations/tenant/0005_catalogue.sql`. */
export const products = sqliteTable(
  "products",
  {
    id: text().primaryKey(),
    status: text().$type<ProductStatus>().notNull(),
    vendor: text(),
    type: text(),
    tags: text({ mode: "json" }).$type<string[]>().notNull(),
    options: text({ mode: "json" }).$type<Option[]>().notNull(),
    images: text({ mode: "json" }).$type<ProductState["images"]>().notNull(),
    metadata: text({ mode: "json" }).$type<ProductState["metadata"]>().notNull(),
    attributes: text({ mode: "json" }).$type<ProductState["attributes"]>().notNull().default([]),
    createdAt: text("created_at").notNull(),
    updatedAt: text("updated_at").notNull(),
    publishedAt: text("published_at"),
    externalHandle: text("external_handle"),
    taxCategory: text("tax_category").notNull().default(standardCategory),
    shippingProfile: text("shipping_profile"),
  },
  (table) => [uniqueIndex("products_external_handle").on(table.externalHandle)],
);

export const productTranslations = sqliteTable(
  "product_translations",
  {
    productId: text("product_id").notNull(),
    locale: text().notNull(),
    title: text().notNull(),
    subtitle: text(),
    handle: text().notNull(),
    description: richTextColumn(),
    seo: text({ mode: "json" }).$type<Translation["seo"]>(),
  },
  (table) => [primaryKey({ columns: [table.productId, table.locale] })],
);

/** A column with prices. Those that were stored before prices were for quantities are for every quantity. */
const pricesColumn = customType<{ data: Price[]; driverData: string }>({
  dataType: () => "text",
  toDriver: (prices) => JSON.stringify(prices),
  // Only this module writes the column.
  fromDriver: (json) => withRanges(JSON.parse(json) as Price[]),
});

export const variants = sqliteTable(
  "variants",
  {
    id: text().primaryKey(),
    productId: text("product_id").notNull(),
    sku: text(),
    barcode: text(),
    options: text({ mode: "json" }).$type<Record<string, string>>().notNull(),
    prices: pricesColumn().notNull(),
    inventoryPolicy: text("inventory_policy").$type<InventoryPolicy>().notNull(),
    requiresShipping: integer("requires_shipping", { mode: "boolean" }).notNull(),
    weight: integer(),
    position: integer().notNull(),
    gtin: text(),
    /** The address of one of the product's images. */
    image: text(),
  },
  (table) => [uniqueIndex("variants_sku").on(table.sku), index("variants_product").on(table.productId)],
);
