import { asc, eq } from "drizzle-orm";
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import tables from "../../../migrations/tenant/0004_inventory.sql";
import type { Aggregate } from "../../kernel/module.ts";
import type { Migration, TenantDatabase } from "../../kernel/storage.ts";
import { levelUpdated } from "./events.ts";
import type { Stock } from "./schema.ts";

export const migration: Migration = { name: "0004_inventory", sql: tables };

export const levels = sqliteTable(
  "inventory_levels",
  {
    variantId: text("variant_id").notNull(),
    locationId: text("location_id").notNull(),
    stocked: integer().notNull(),
    reserved: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.variantId, table.locationId] })],
);

export const inventoryAggregate: Aggregate = {
  type: "inventory",
  apply(database, event) {
    if (event.type !== levelUpdated.type) return;
    const { variantId, locationId, new: stocked, reserved } = levelUpdated.schema.parse(event.data);
    database
      .insert(levels)
      .values({ variantId, locationId, stocked, reserved })
      .onConflictDoUpdate({ target: [levels.variantId, levels.locationId], set: { stocked, reserved } })
      .run();
  },
  picture: (database, id) => readStock(database, id),
};

/** What there is of a variant; nothing is zero everywhere. */
export function readStock(database: TenantDatabase, variantId: string): Stock {
  const rows = database
    .select()
    .from(levels)
    .where(eq(levels.variantId, variantId))
    .orderBy(asc(levels.locationId))
    .all();
  return {
    variantId,
    levels: rows.map(({ locationId, stocked, reserved }) => ({ locationId, stocked, reserved })),
    stocked: rows.reduce((sum, { stocked }) => sum + stocked, 0),
    reserved: rows.reduce((sum, { reserved }) => sum + reserved, 0),
  };
}
