import { asc, eq, sql } from "drizzle-orm";
import { prepared } from "../../../kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
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

/** Adds to an owner's reservation at one location. */
export function addToReservation(database: TenantDatabase, part: Reservation): void {
  addition(database).run({ ...part });
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

/** Subtracts from a reservation. Throws if the owner has reserved less: that is a defect. */
export function takeFromReservation(database: TenantDatabase, part: Reservation): void {
  const { owner, variantId, locationId, quantity, backordered } = part;
  const key = sql`owner = ${owner} AND variant_id = ${variantId} AND location_id = ${locationId}`;
  const held = database.select().from(reservations).where(key).get();
  if (held === undefined || held.quantity < quantity || held.backordered < backordered)
    throw new Error(`${owner} has not reserved ${quantity} of ${variantId} at ${locationId}`);
  if (held.quantity === quantity) {
    database.delete(reservations).where(key).run();
    return;
  }
  const rest = { quantity: held.quantity - quantity, backordered: held.backordered - backordered };
  database.update(reservations).set(rest).where(key).run();
}
