import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Actor } from "../../kernel/access/actor.ts";

/** The tables of `migrations/tenant/0004_inventory.sql`, `0006_inventory.sql` and `0044_reservation_ages.sql`. */
export const levels = sqliteTable(
  "inventory_levels",
  {
    variantId: text("variant_id").notNull(),
    locationId: text("location_id").notNull(),
    stocked: integer().notNull(),
    reserved: integer().notNull(),
    backordered: integer().notNull().default(0),
    lowStockThreshold: integer("low_stock_threshold"),
  },
  (table) => [primaryKey({ columns: [table.variantId, table.locationId] })],
);

export const locations = sqliteTable("locations", {
  id: text().primaryKey(),
  name: text().notNull(),
  isDefault: integer("is_default", { mode: "boolean" }).notNull(),
  createdAt: text("created_at").notNull(),
  updatedAt: text("updated_at").notNull(),
  deletedAt: text("deleted_at"),
});

export const reservations = sqliteTable(
  "reservations",
  {
    owner: text().notNull(),
    variantId: text("variant_id").notNull(),
    locationId: text("location_id").notNull(),
    quantity: integer().notNull(),
    backordered: integer().notNull(),
    /** The position in the log of the event that began it; 0 if it is older than this column. */
    since: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.owner, table.variantId, table.locationId] }),
    index("reservations_backordered")
      .on(table.variantId, table.since, table.owner, table.backordered)
      .where(sql`backordered > 0`),
    index("reservations_firm")
      .on(table.variantId, table.locationId, table.since, table.owner)
      .where(sql`quantity > backordered`),
  ],
);

export const stockMovements = sqliteTable(
  "stock_movements",
  {
    variantId: text("variant_id").notNull(),
    seq: integer().notNull(),
    locationId: text("location_id").notNull(),
    at: text().notNull(),
    kind: text({ enum: ["counted", "reserved", "released", "taken"] }).notNull(),
    stockedChange: integer("stocked_change").notNull(),
    reservedChange: integer("reserved_change").notNull(),
    stocked: integer().notNull(),
    reserved: integer().notNull(),
    reason: text().notNull(),
    owner: text(),
    actor: text({ mode: "json" }).$type<Actor>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.variantId, table.seq, table.locationId] })],
);
