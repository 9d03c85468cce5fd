import type { NewEvent } from "../../../kernel/write/event.ts";
import { reservationMoved } from "../events.ts";
import { levelAt, withLevel } from "../rules.ts";
import type { Stock } from "../schema.ts";
import type { Reservation } from "./rules.ts";

/** What is reserved at a level and in stock. The backordered part is not. */
export function firmAt(stock: Stock, locationId: string): number {
  const { reserved, backordered } = levelAt(stock, locationId);
  return reserved - backordered;
}

/** What is in stock at a location and reserved by nobody; never negative. */
export function freeAt(stock: Stock, locationId: string): number {
  return Math.max(0, levelAt(stock, locationId).stocked - firmAt(stock, locationId));
}

/** A move of reservations from one location to another. */
export interface ReservationMove {
  readonly from: string;
  readonly to: string;
  readonly quantity: number;
}

/**
 * Moves reserved units to another location. Takes them from the given reservations in their order. Null if these have
 * fewer.
 */
export function moveReservations(
  current: Stock,
  { from, to, quantity }: ReservationMove,
  reservations: readonly Reservation[],
): { readonly event: NewEvent; readonly stock: Stock; readonly rest: readonly Reservation[] } | null {
  const parts: { owner: string; quantity: number }[] = [];
  const rest: Reservation[] = [];
  let left = quantity;
  for (const one of reservations) {
    const taken = Math.min(left, one.quantity - one.backordered);
    left -= taken;
    if (taken > 0) parts.push({ owner: one.owner, quantity: taken });
    if (taken < one.quantity) rest.push({ ...one, quantity: one.quantity - taken });
  }
  if (left > 0) return null;
  const [before, after] = [levelAt(current, from), levelAt(current, to)];
  const leaving = { ...before, reserved: before.reserved - quantity };
  const arriving = { ...after, reserved: after.reserved + quantity };
  const { variantId } = current;
  const event = reservationMoved.of(variantId, {
    variantId,
    from: { locationId: from, reservedAfter: leaving.reserved },
    to: { locationId: to, reservedAfter: arriving.reserved },
    parts,
  });
  return { event, stock: withLevel(withLevel(current, leaving), arriving), rest };
}
