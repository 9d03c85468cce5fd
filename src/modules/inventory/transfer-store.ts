import { asc, eq, sql } from "drizzle-orm";
import * as z from "zod";
import type { PointedError } from "../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { defineTransfer } from "../../kernel/write/transfer.ts";
import { stockOf } from "./rules.ts";
import { type Level, quantity, type Stock, stockState } from "./schema.ts";
import { levels, locations, reservations } from "./tables.ts";

const reservation = z.object({
  owner: z.string(),
  locationId: z.string(),
  quantity: quantity.min(1),
  backordered: quantity,
  /** Its place in the queue. It is below 0, so that it has waited longer than whatever is reserved after the import. */
  since: z.int().max(-1),
});
const extra = z.object({ reservations: z.array(reservation) });
type Reserved = z.infer<typeof extra>["reservations"];

/** The stock of variants, and who has reserved it. Its history stays in the other tenant, with the log that it is of. */
export const inventoryTransfer = defineTransfer(stockState, {
  event: "inventory.stock.imported",
  extra,
  pack(database, { id, state }) {
    const kept = state.levels.filter((level) => !isEmpty(level) || isOpen(database, level.locationId));
    return { id, state: stockOf(id, kept), extra: { reservations: reservationsOf(database, id) } };
  },
  conflicts: (_, { id, state, extra: { reservations: reserved } }) => [
    ...sumConflicts(id, state),
    ...state.levels.flatMap((level, index) => levelConflicts(level, index, reserved)),
    ...strayReservations(state, reserved),
  ],
  write(database, { id, state, extra: { reservations: reserved } }) {
    database.delete(levels).where(eq(levels.variantId, id)).run();
    database.delete(reservations).where(eq(reservations.variantId, id)).run();
    for (const level of state.levels)
      database
        .insert(levels)
        .values({ ...level, variantId: id })
        .run();
    for (const one of reserved)
      database
        .insert(reservations)
        .values({ ...one, variantId: id })
        .run();
  },
  missing(database) {
    const rows = database.all<{ variantId: string; locationId: string }>(sql`
      SELECT variant_id AS variantId, location_id AS locationId FROM inventory_levels
      WHERE location_id NOT IN (SELECT id FROM locations WHERE deleted_at IS NULL) LIMIT 5`);
    return rows.map(
      ({ variantId, locationId }) => `The location ${locationId} of the stock of ${variantId} is missing.`,
    );
  },
});

function isEmpty({ stocked, reserved }: Level): boolean {
  return stocked === 0 && reserved === 0;
}

function isOpen(database: TenantDatabase, locationId: string): boolean {
  const row = database.select().from(locations).where(eq(locations.id, locationId)).get();
  // The first location has no row until it is changed.
  return row === undefined || row.deletedAt === null;
}

function reservationsOf(database: TenantDatabase, variantId: string): Reserved {
  return database
    .select()
    .from(reservations)
    .where(eq(reservations.variantId, variantId))
    .orderBy(asc(reservations.since), asc(reservations.owner), asc(reservations.locationId))
    .all()
    .map(({ variantId: _, ...one }, index, { length }) => ({ ...one, since: index - length }));
}

function sumConflicts(id: string, state: Stock): readonly PointedError[] {
  const sums = stockOf(id, state.levels);
  return [
    ...(state.variantId === id ? [] : [wrong("/state/variantId", `must be ${id}`)]),
    ...(["stocked", "reserved"] as const).flatMap((field) =>
      state[field] === sums[field]
        ? []
        : [wrong(`/state/${field}`, `must be ${sums[field]}, as the levels say`)],
    ),
  ];
}

function levelConflicts(level: Level, index: number, reserved: Reserved): readonly PointedError[] {
  const here = reserved.filter(({ locationId }) => locationId === level.locationId);
  const totals = {
    reserved: here.reduce((total, one) => total + one.quantity, 0),
    backordered: here.reduce((total, one) => total + one.backordered, 0),
  };
  return (["reserved", "backordered"] as const).flatMap((field) =>
    level[field] === totals[field]
      ? []
      : [wrong(`/state/levels/${index}/${field}`, `must be ${totals[field]}, as the reservations say`)],
  );
}

function strayReservations({ levels: known }: Stock, reserved: Reserved): readonly PointedError[] {
  return reserved.flatMap((one, index) => {
    const isTwice = reserved.findIndex((other) => isSame(one, other)) !== index;
    const isKnown = known.some(({ locationId }) => locationId === one.locationId);
    if (isKnown && !isTwice && one.backordered <= one.quantity) return [];
    return [wrong(`/extra/reservations/${index}`, "fits no level, or is there twice")];
  });
}

function isSame(one: Reserved[number], other: Reserved[number]): boolean {
  return one.owner === other.owner && one.locationId === other.locationId;
}

function wrong(pointer: string, detail: string): PointedError {
  return { pointer, code: "stock-mismatch", detail };
}
