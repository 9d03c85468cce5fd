import { type PointedError, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { levelSet, lowEvents } from "../levels/rules.ts";
import { inventoryLimits } from "../limits.ts";
import { freeAt, moveReservations } from "../reservations/moving-rules.ts";
import type { Reservation } from "../reservations/rules.ts";
import { levelAt } from "../rules.ts";
import { maxQuantity, type Stock, type StockLocations } from "../schema.ts";
import { stockLocationOf } from "../stock/rules.ts";

/** A variant to move, with what is reserved of it where it is now, the latest first. */
export interface Transfer {
  /** Null if there is no such variant. */
  readonly stock: Stock | null;
  readonly quantity: number;
  readonly reservations: readonly Reservation[];
  /** Where the request names the variant. */
  readonly pointer: string;
}

/** The two locations of a transfer. */
export function transferLocations(
  { from, to }: { readonly from: string; readonly to: string },
  stockLocations: StockLocations,
): Result<{ readonly from: string; readonly to: string }> {
  const leaving = stockLocationOf(from, stockLocations, "/from");
  if (!leaving.ok) return leaving;
  const arriving = stockLocationOf(to, stockLocations, "/to");
  if (!arriving.ok) return arriving;
  if (leaving.value === arriving.value)
    return refused(refusalAt("validation-failed", "/to", "The locations must differ.", "same-location"));
  return ok({ from: leaving.value, to: arriving.value });
}

/** How many reserved units have to move: those that the stock that stays could not satisfy. */
export function reservedToMove(stock: Stock, from: string, quantity: number): number {
  return Math.max(0, quantity - freeAt(stock, from));
}

/** Moves stock of several variants, all or nothing. Reservations follow where the rest could not satisfy them. */
export function decideTransfer(
  transfers: readonly Transfer[],
  locations: { readonly from: string; readonly to: string },
  stockLocations: StockLocations,
): Result<readonly NewEvent[]> {
  const named = new Set<string>();
  const errors: PointedError[] = [];
  const events: NewEvent[] = [];
  for (const transfer of transfers) {
    const { stock } = transfer;
    const error = stock === null ? unknownAt(transfer) : faultOf(stock, transfer, locations, named);
    if (error !== null) errors.push(error);
    if (stock === null || error !== null) continue;
    named.add(stock.variantId);
    const moved = eventsOf(stock, transfer, locations, stockLocations);
    if (moved === null) return refused(tooManyReservations);
    events.push(...moved);
  }
  const first = errors.find(({ code }) => code === "duplicate") ?? errors[0];
  if (first === undefined) return ok(events);
  return refused(refusal(codeOf(first), "Some items cannot be moved.", errors.slice(0, 50)));
}

const tooManyReservations = refusal(
  "too-large",
  `More than ${inventoryLimits.movedReservations.value} reservations would move. Move less at a time.`,
);

function codeOf({ code }: PointedError) {
  switch (code) {
    case "duplicate":
      return "validation-failed";
    case "insufficient-inventory":
    case "too-large":
      return code;
    default:
      return "unknown-variant";
  }
}

function unknownAt({ pointer }: Transfer): PointedError {
  return { pointer, code: "unknown-variant", detail: "There is no such variant." };
}

function faultOf(
  stock: Stock,
  { quantity, pointer }: Transfer,
  { from, to }: { readonly from: string; readonly to: string },
  named: ReadonlySet<string>,
): PointedError | null {
  if (named.has(stock.variantId))
    return { pointer, code: "duplicate", detail: "An earlier item names the same variant." };
  const at = pointer.replace(/[^/]+$/, "quantity");
  const { stocked } = levelAt(stock, from);
  if (stocked < quantity)
    return { pointer: at, code: "insufficient-inventory", detail: `The location has ${stocked} in stock.` };
  if (levelAt(stock, to).stocked + quantity > maxQuantity)
    return { pointer: at, code: "too-large", detail: `A location can hold at most ${maxQuantity}.` };
  return null;
}

function eventsOf(
  stock: Stock,
  { quantity, reservations }: Transfer,
  { from, to }: { readonly from: string; readonly to: string },
  stockLocations: StockLocations,
): readonly NewEvent[] | null {
  const { variantId } = stock;
  const leaving = levelAt(stock, from);
  const arriving = levelAt(stock, to);
  const stockMoves = [
    levelSet(variantId, leaving, { ...leaving, stocked: leaving.stocked - quantity }, "transferred"),
    levelSet(variantId, arriving, { ...arriving, stocked: arriving.stocked + quantity }, "transferred"),
  ];
  const units = reservedToMove(stock, from, quantity);
  if (units === 0) {
    const after = { ...leaving, stocked: leaving.stocked - quantity };
    return [...stockMoves, ...lowEvents(variantId, leaving, after, stockLocations)];
  }
  const moved = moveReservations(stock, { from, to, quantity: units }, reservations);
  if (moved === null) return null;
  const reserved = levelAt(moved.stock, from);
  const after = { ...reserved, stocked: leaving.stocked - quantity };
  return [...stockMoves, moved.event, ...lowEvents(variantId, leaving, after, stockLocations)];
}
