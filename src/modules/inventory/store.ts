import { asc, eq, sql } from "drizzle-orm";
import firstTables from "../../../migrations/tenant/0004_inventory.sql";
import furtherTables from "../../../migrations/tenant/0006_inventory.sql";
import reservationAges from "../../../migrations/tenant/0044_reservation_ages.sql";
import { defineAggregate } from "../../kernel/module.ts";
import { prepared } from "../../kernel/storage/prepared.ts";
import type { Migration, TenantDatabase } from "../../kernel/storage/storage.ts";
import type { Envelope } from "../../kernel/write/event.ts";
import { levelUpdated, reservationCreated, reservationMoved, reservationReleased } from "./events.ts";
import { recordLevel, recordMoved, recordReservation } from "./movements/store.ts";
import { addToReservation, takeFromReservation } from "./reservations/store.ts";
import { stockOf } from "./rules.ts";
import { type Stock, stockState } from "./schema.ts";
import { levels } from "./tables.ts";

export const migrations: readonly Migration[] = [
  { name: "0004_inventory", sql: firstTables },
  { name: "0006_inventory", sql: furtherTables },
  { name: "0044_reservation_ages", sql: reservationAges },
];

/** The stock of one variant. */
export const inventoryAggregate = defineAggregate(stockState, {
  apply(database, event) {
    switch (event.type) {
      case levelUpdated.type:
        return applyLevel(database, event);
      case reservationCreated.type:
      case reservationReleased.type:
        return applyReservation(database, event);
      case reservationMoved.type:
        return applyMoved(database, event);
    }
  },
  state: (database, id) => stateOf(database, id),
});

/** Reads the stock of several variants in one query. */
export function readStocks(
  database: TenantDatabase,
  variantIds: readonly string[],
): ReadonlyMap<string, Stock> {
  const rows = levelsOf(database).all({ variantIds: JSON.stringify(variantIds) });
  const rowsByVariant = Map.groupBy(rows, ({ variantId }) => variantId);
  return new Map(
    variantIds.map((id) => [
      id,
      stockOf(
        id,
        (rowsByVariant.get(id) ?? []).map(({ variantId: _, ...level }) => level),
      ),
    ]),
  );
}

/** Reads a variant's stock. Zero if it was never written. */
export function readStock(database: TenantDatabase, variantId: string): Stock {
  return readStocks(database, [variantId]).get(variantId) ?? stockOf(variantId, []);
}

/**
 * The state for events. It has all levels, also those at deleted locations: it may change only together with the
 * version of the variant's stock, and deleting a location doesn't change that version.
 */
function stateOf(database: TenantDatabase, variantId: string): Stock {
  const rows = everyLevelOf(database).all({ variantId });
  return stockOf(
    variantId,
    rows.map(({ variantId: _, ...level }) => level),
  );
}

const everyLevelOf = prepared((database) =>
  database
    .select()
    .from(levels)
    .where(eq(levels.variantId, sql.placeholder("variantId")))
    .orderBy(asc(levels.locationId))
    .prepare(),
);

/** Skips empty levels at deleted locations. */
const levelsOf = prepared((database) =>
  database
    .select()
    .from(levels)
    .where(sql`${levels.variantId} IN (SELECT value FROM json_each(${sql.placeholder("variantIds")}))
      AND (${levels.stocked} > 0 OR ${levels.reserved} > 0
        OR ${levels.locationId} NOT IN (SELECT id FROM locations WHERE deleted_at IS NOT NULL))`)
    .orderBy(asc(levels.locationId))
    .prepare(),
);

function applyLevel(database: TenantDatabase, event: Envelope): void {
  const data = levelUpdated.read(event);
  const { variantId, locationId, new: stocked, reserved, lowStockThreshold } = data;
  levelUpsert(database).run({ variantId, locationId, stocked, reserved, lowStockThreshold });
  recordLevel(database, event, data);
}

const levelUpsert = prepared((database) =>
  database
    .insert(levels)
    .values({
      variantId: sql.placeholder("variantId"),
      locationId: sql.placeholder("locationId"),
      stocked: sql.placeholder("stocked"),
      reserved: sql.placeholder("reserved"),
      lowStockThreshold: sql.placeholder("lowStockThreshold"),
    })
    .onConflictDoUpdate({
      target: [levels.variantId, levels.locationId],
      set: {
        stocked: sql`excluded.stocked`,
        reserved: sql`excluded.reserved`,
        lowStockThreshold: sql`excluded.low_stock_threshold`,
      },
    })
    .prepare(),
);

function applyReservation(database: TenantDatabase, event: Envelope): void {
  const created = event.type === reservationCreated.type;
  const data = created
    ? { ...reservationCreated.read(event), because: "reserved" as const }
    : reservationReleased.read(event);
  for (const line of data.lines) {
    const part = { ...line, owner: data.owner, variantId: data.variantId };
    if (created) addToReservation(database, part, event.seq);
    else takeFromReservation(database, part);
    const level = reservedUpsert(database).get(part);
    recordReservation(database, event, data, { ...line, stocked: level?.stocked ?? 0 });
  }
}

function applyMoved(database: TenantDatabase, event: Envelope): void {
  const data = reservationMoved.read(event);
  const { variantId, from, to, parts } = data;
  for (const { owner, quantity } of parts) {
    const part = { owner, variantId, quantity, backordered: 0 };
    const since = takeFromReservation(database, { ...part, locationId: from.locationId });
    addToReservation(database, { ...part, locationId: to.locationId }, since);
  }
  for (const { locationId, reservedAfter } of [from, to]) {
    const reserved = { variantId, locationId, reservedAfter };
    const level = movedUpsert(database).get(reserved);
    recordMoved(database, event, data, { ...reserved, stocked: level?.stocked ?? 0 });
  }
}

const movedUpsert = prepared((database) =>
  database
    .insert(levels)
    .values({
      variantId: sql.placeholder("variantId"),
      locationId: sql.placeholder("locationId"),
      stocked: 0,
      reserved: sql.placeholder("reservedAfter"),
    })
    .onConflictDoUpdate({
      target: [levels.variantId, levels.locationId],
      set: { reserved: sql`excluded.reserved` },
    })
    .returning({ stocked: levels.stocked })
    .prepare(),
);

const reservedUpsert = prepared((database) =>
  database
    .insert(levels)
    .values({
      variantId: sql.placeholder("variantId"),
      locationId: sql.placeholder("locationId"),
      stocked: 0,
      reserved: sql.placeholder("reservedAfter"),
      backordered: sql.placeholder("backorderedAfter"),
    })
    .onConflictDoUpdate({
      target: [levels.variantId, levels.locationId],
      set: { reserved: sql`excluded.reserved`, backordered: sql`excluded.backordered` },
    })
    .returning({ stocked: levels.stocked })
    .prepare(),
);

/** Whether a location has stock or reservations. */
export function isLocationInUse(database: TenantDatabase, locationId: string): boolean {
  const used = database
    .select({ variantId: levels.variantId })
    .from(levels)
    .where(sql`${eq(levels.locationId, locationId)} AND (${levels.stocked} > 0 OR ${levels.reserved} > 0)`)
    .limit(1)
    .get();
  return used !== undefined;
}
