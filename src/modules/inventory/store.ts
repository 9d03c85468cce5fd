import { asc, eq, sql } from "drizzle-orm";
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

/** What there is of several variants, in one query. */
export function readStocks(
  database: TenantDatabase,
  variantIds: readonly string[],
): ReadonlyMap<string, Stock> {
  const wanted = sql`(SELECT value FROM json_each(${JSON.stringify(variantIds)}))`;
  const rows = database
    .select()
    .from(levels)
    .where(sql`${levels.variantId} IN ${wanted}`)
    .orderBy(asc(levels.locationId))
    .all();
  const rowsByVariant = Map.groupBy(rows, ({ variantId }) => variantId);
  return new Map(variantIds.map((id) => [id, stockOf(id, rowsByVariant.get(id) ?? [])]));
}

/** What there is of a variant; nothing is zero everywhere. */
export function readStock(database: TenantDatabase, variantId: string): Stock {
  const rows = database
    .select()
    .from(levels)
    .where(eq(levels.variantId, variantId))
    .orderBy(asc(levels.locationId))
    .all();
  return stockOf(variantId, rows);
}

function stockOf(variantId: string, rows: readonly (typeof levels.$inferSelect)[]): Stock {
  return {
    variantId,
    levels: rows.map(({ locationId, stocked, reserved }) => ({ locationId, stocked, reserved })),
    stocked: rows.reduce((sum, { stocked }) => sum + stocked, 0),
    reserved: rows.reduce((sum, { reserved }) => sum + reserved, 0),
  };
}
