import { and, asc, desc, eq, sql } from "drizzle-orm";
import { prepared } from "../../../kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { inventoryLimits } from "../limits.ts";
import { reservations } from "../tables.ts";
import type { Reservation } from "./rules.ts";

/** Reads an owner's reservations, ordered by variant. */
export function readReservations(database: TenantDatabase, owner: string): readonly Reservation[] {
  return reservationsOf(database).all({ owner });
}

const reservationsOf = prepared((database) =>
  database
    .select()
    .from(reservations)
    .where(eq(reservations.owner, sql.placeholder("owner")))
    .orderBy(asc(reservations.variantId), asc(reservations.locationId))
    .prepare(),
);

/**
 * What is reserved of a variant and in stock at one location, the latest first. An owner's backordered part is not in
 * stock, so it is left out.
 */
export function readFirmReservations(
  database: TenantDatabase,
  { variantId, locationId }: Pick<Reservation, "variantId" | "locationId">,
  limit: number,
): readonly Reservation[] {
  return firmAt(database).all({ variantId, locationId, limit });
}

/** What is reserved of several variants and in stock at one location, by variant. */
export function readReservationsAt(
  database: TenantDatabase,
  locationId: string,
  variantIds: readonly string[],
): ReadonlyMap<string, readonly Reservation[]> {
  const limit = inventoryLimits.movedReservations.value;
  return new Map(
    variantIds.map((variantId) => [
      variantId,
      readFirmReservations(database, { variantId, locationId }, limit),
    ]),
  );
}

const firmAt = prepared((database) =>
  database
    .select()
    .from(reservations)
    .where(
      and(
        eq(reservations.variantId, sql.placeholder("variantId")),
        eq(reservations.locationId, sql.placeholder("locationId")),
        sql`quantity > backordered`,
      ),
    )
    .orderBy(desc(reservations.since), desc(reservations.owner))
    .limit(sql.placeholder("limit"))
    .prepare(),
);

/** By variant that an owner waits for: the units that owners who have waited longer are owed. */
export function readEarlierBackorders(database: TenantDatabase, owner: string): ReadonlyMap<string, number> {
  const rows = database.all<{ readonly variantId: string; readonly earlier: number }>(sql`
    SELECT mine.variant_id AS variantId, (
      SELECT coalesce(sum(other.backordered), 0) FROM reservations AS other INDEXED BY reservations_backordered
      WHERE other.variant_id = mine.variant_id AND other.backordered > 0 AND (other.since, other.owner) < (mine.since, ${owner})
    ) AS earlier
    FROM (
      SELECT variant_id, min(since) AS since FROM reservations
      WHERE owner = ${owner} AND backordered > 0 GROUP BY variant_id
    ) AS mine`);
  return new Map(rows.map(({ variantId, earlier }) => [variantId, earlier]));
}

/** Adds to an owner's reservation at one location. `since` is its place in the queue, if it is new. */
export function addToReservation(database: TenantDatabase, part: Reservation, since: number): void {
  addition(database).run({ ...part, since });
}

const addition = prepared((database) =>
  database
    .insert(reservations)
    .values({
      owner: sql.placeholder("owner"),
      variantId: sql.placeholder("variantId"),
      locationId: sql.placeholder("locationId"),
      quantity: sql.placeholder("quantity"),
      backordered: sql.placeholder("backordered"),
      since: sql.placeholder("since"),
    })
    .onConflictDoUpdate({
      target: [reservations.owner, reservations.variantId, reservations.locationId],
      set: {
        quantity: sql`quantity + excluded.quantity`,
        backordered: sql`backordered + excluded.backordered`,
      },
    })
    .prepare(),
);

/** Subtracts from a reservation and returns its age. Throws if the owner has reserved less: that is a defect. */
export function takeFromReservation(database: TenantDatabase, part: Reservation): number {
  const { owner, variantId, locationId, quantity, backordered } = part;
  const key = sql`owner = ${owner} AND variant_id = ${variantId} AND location_id = ${locationId}`;
  const held = database.select().from(reservations).where(key).get();
  if (held === undefined || held.quantity < quantity || held.backordered < backordered)
    throw new Error(`${owner} has not reserved ${quantity} of ${variantId} at ${locationId}`);
  if (held.quantity === quantity) {
    database.delete(reservations).where(key).run();
    return held.since;
  }
  const rest = { quantity: held.quantity - quantity, backordered: held.backordered - backordered };
  database.update(reservations).set(rest).where(key).run();
  return held.since;
}
