import { refusalAt } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { levelSet, lowEvents } from "../levels/rules.ts";
import { levelAt, withLevel } from "../rules.ts";
import type { Stock, StockLocations } from "../schema.ts";
import { byId, end, type NameOf, shortOf } from "./ending-rules.ts";
import { firmAt, freeAt, moveReservations } from "./moving-rules.ts";
import { type Allocation, type Reservation, spread, stockIn } from "./rules.ts";

/** The location that a parcel leaves from, and what is reserved there, by variant. */
export interface TakenFrom {
  readonly locationId: string;
  readonly reservations: ReadonlyMap<string, readonly Reservation[]>;
}

/**
 * Removes shipped quantities from stock. Without a location: where they are reserved for the owner, and what is missing
 * there from what other locations can spare. With a location: from there alone.
 */
export function decideTake(
  owner: string,
  held: readonly Reservation[],
  quantities: ReadonlyMap<string, number>,
  stocks: ReadonlyMap<string, Stock>,
  stockLocations: StockLocations,
  { from = null, nameOf = byId }: { readonly from?: TakenFrom | null; readonly nameOf?: NameOf } = {},
): Result<readonly NewEvent[]> {
  const events: NewEvent[] = [];
  for (const [variantId, quantity] of quantities) {
    const taking = {
      owner,
      lines: held.filter((line) => line.variantId === variantId),
      quantity,
      current: stockIn(stocks, variantId),
      stockLocations,
      name: nameOf(variantId),
    };
    const taken = from === null ? takeAnywhere(taking) : takeAt(taking, from);
    if (!taken.ok) return taken;
    events.push(...taken.value);
  }
  return ok(events);
}

interface Taking {
  readonly owner: string;
  /** The owner's reservations of the variant. */
  readonly lines: readonly Reservation[];
  readonly quantity: number;
  readonly current: Stock;
  readonly stockLocations: StockLocations;
  /** What a refusal calls the variant. */
  readonly name: string;
}

function takeAnywhere({
  name,
  owner,
  lines,
  quantity,
  current,
  stockLocations,
}: Taking): Result<readonly NewEvent[]> {
  const present = spread(quantity, placesOf(lines), (at) =>
    Math.min(firmOf(lines, at), levelAt(current, at).stocked),
  );
  const absent = spread(
    present.left,
    placesOf(lines),
    (at) => firmOf(lines, at) - takenAt(present.allocations, at),
  );
  if (absent.left > 0) return refused(shortOf(name, quantity, quantity - absent.left));
  const ended = end(owner, current, merged(present.allocations, absent.allocations), "taken");
  const remaining = present.allocations.reduce(
    (stock, { locationId, quantity: taken }) => lowered(stock, locationId, taken),
    ended.stock,
  );
  const spared = spread(present.left, stockLocations, (at) => freeAt(remaining, at));
  if (spared.left > 0) return refused(shortOf(name, quantity, quantity - spared.left));
  const taken = merged(present.allocations, spared.allocations);
  const after = taken.reduce((stock, one) => lowered(stock, one.locationId, one.quantity), ended.stock);
  return ok([
    ...ended.events,
    ...taken.map((allocation) => takenFrom(ended.stock, allocation)),
    ...nowLow(current, after, stockLocations),
  ]);
}

/** Takes all from one location. What is reserved there for other owners moves to locations that can spare it. */
function takeAt(
  { name, owner, lines, quantity, current, stockLocations }: Taking,
  { locationId, reservations }: TakenFrom,
): Result<readonly NewEvent[]> {
  const { variantId } = current;
  const { stocked } = levelAt(current, locationId);
  if (stocked < quantity) return refused(shortAt(name, quantity, stocked));
  const nearest = [locationId, ...placesOf(lines).locationIds.filter((id) => id !== locationId)];
  const own = spread(quantity, { locationIds: nearest }, (at) => firmOf(lines, at));
  if (own.left > 0) return refused(shortOf(name, quantity, quantity - own.left));
  const ended = end(owner, current, own.allocations, "taken");
  const events = [...ended.events, takenFrom(ended.stock, { locationId, quantity, backordered: 0 })];
  let stock = lowered(ended.stock, locationId, quantity);
  let others: readonly Reservation[] = (reservations.get(variantId) ?? []).filter(
    (one) => one.owner !== owner,
  );
  // A count may have left less than what is reserved. Shipping must not add to that.
  const missing = (level: Stock) =>
    Math.max(0, firmAt(level, locationId) - levelAt(level, locationId).stocked);
  const displaced = Math.max(0, missing(stock) - missing(current));
  const elsewhere = { locationIds: stockLocations.locationIds.filter((id) => id !== locationId) };
  const room = spread(displaced, elsewhere, (at) => freeAt(stock, at));
  if (room.left > 0) return refused(shortAt(name, quantity, quantity - room.left));
  for (const { locationId: to, quantity: units } of room.allocations) {
    const moved = moveReservations(stock, { from: locationId, to, quantity: units }, others);
    if (moved === null) return refused(shortAt(name, quantity, quantity - units));
    events.push(moved.event);
    stock = moved.stock;
    others = moved.rest;
  }
  return ok([...events, ...nowLow(current, stock, stockLocations)]);
}

function placesOf(lines: readonly Reservation[]) {
  return { locationIds: lines.map(({ locationId }) => locationId) };
}

/** The firm part of the owner's reservation at one location. */
function firmOf(lines: readonly Reservation[], locationId: string): number {
  return lines
    .filter((line) => line.locationId === locationId)
    .reduce((total, line) => total + line.quantity - line.backordered, 0);
}

function takenAt(allocations: readonly Allocation[], locationId: string): number {
  return allocations.find((one) => one.locationId === locationId)?.quantity ?? 0;
}

/** Both lists, with one allocation for each location. */
function merged(some: readonly Allocation[], more: readonly Allocation[]): readonly Allocation[] {
  const byLocation = Map.groupBy([...some, ...more], ({ locationId }) => locationId);
  return [...byLocation].map(([locationId, parts]) => ({
    locationId,
    quantity: parts.reduce((total, { quantity }) => total + quantity, 0),
    backordered: 0,
  }));
}

function lowered(stock: Stock, locationId: string, quantity: number): Stock {
  const level = levelAt(stock, locationId);
  return withLevel(stock, { ...level, stocked: level.stocked - quantity });
}

function takenFrom(current: Stock, { locationId, quantity }: Allocation): NewEvent {
  const level = levelAt(current, locationId);
  return levelSet(current.variantId, level, { ...level, stocked: level.stocked - quantity }, "shipped");
}

/** Only what is taken from stock that was not reserved can make a level low. */
function nowLow(before: Stock, after: Stock, stockLocations: StockLocations): readonly NewEvent[] {
  return after.levels.flatMap((level) =>
    lowEvents(after.variantId, levelAt(before, level.locationId), level, stockLocations),
  );
}

function shortAt(name: string, wanted: number, available: number) {
  const detail = `${name}: ${wanted} needed, ${available} available at the location.`;
  return refusalAt("insufficient-inventory", "/locationId", detail);
}
