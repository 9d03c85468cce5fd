import { refusal } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { reservationReleased } from "../events.ts";
import { levelSet } from "../levels/rules.ts";
import { levelAt, withLevel } from "../rules.ts";
import type { Level, Stock, StockLocations } from "../schema.ts";
import { type Allocation, promise, type Reservation, spread, stockIn } from "./rules.ts";

type Because = "released" | "taken" | "secured";

/** Releases all reservations of an owner. `held` are the owner's own reservations. */
export function decideRelease(
  owner: string,
  held: readonly Reservation[],
  stocks: ReadonlyMap<string, Stock>,
): readonly NewEvent[] {
  return byVariant(held).flatMap(
    ([variantId, lines]) => end(owner, stockIn(stocks, variantId), lines, "released").events,
  );
}

/** The stocks after that. Stocks of other variants are unchanged. */
export function releasedStocks(
  held: readonly Reservation[],
  stocks: ReadonlyMap<string, Stock>,
): ReadonlyMap<string, Stock> {
  const released = byVariant(held).map(([variantId, lines]): [string, Stock] => [
    variantId,
    end("", stockIn(stocks, variantId), lines, "released").stock,
  ]);
  return new Map([...stocks, ...released]);
}

/** Removes shipped quantities from stock, at the locations where they are reserved for the owner. */
export function decideTake(
  owner: string,
  held: readonly Reservation[],
  quantities: ReadonlyMap<string, number>,
  stocks: ReadonlyMap<string, Stock>,
  stockLocations: StockLocations,
): Result<readonly NewEvent[]> {
  const events: NewEvent[] = [];
  for (const [variantId, quantity] of quantities) {
    const current = stockIn(stocks, variantId);
    const lines = held.filter((line) => line.variantId === variantId);
    const order = { ...stockLocations, locationIds: lines.map(({ locationId }) => locationId) };
    const { allocations, left } = spread(quantity, order, (locationId) =>
      takeable(current, lines, locationId),
    );
    if (left > 0) return refused(shortOf(variantId, quantity, quantity - left));
    const ended = end(owner, current, allocations, "taken");
    events.push(...ended.events, ...allocations.map((allocation) => takenFrom(ended.stock, allocation)));
  }
  return ok(events);
}

/** Replaces backordered reservations by firm ones, once the stock has arrived. */
export function decideSecure(
  owner: string,
  held: readonly Reservation[],
  stocks: ReadonlyMap<string, Stock>,
  stockLocations: StockLocations,
): Result<readonly NewEvent[]> {
  const events: NewEvent[] = [];
  const waiting = held.filter(({ backordered }) => backordered > 0);
  for (const [variantId, lines] of byVariant(waiting)) {
    const owed = lines.map((line) => ({ ...line, quantity: line.backordered }));
    const wanted = owed.reduce((total, { quantity }) => total + quantity, 0);
    const released = end(owner, stockIn(stocks, variantId), owed, "secured");
    const { allocations, left } = spread(wanted, stockLocations, (locationId) => {
      const { stocked, reserved, backordered } = levelAt(released.stock, locationId);
      return stocked - (reserved - backordered);
    });
    if (left > 0) return refused(shortOf(variantId, wanted, wanted - left));
    // No low-stock event: the reserved total doesn't change.
    events.push(...released.events, promise(owner, released.stock, allocations).reservedEvent);
  }
  return ok(events);
}

/** Ends parts of a reservation. Returns the events and the stock afterwards. */
function end(owner: string, current: Stock, allocations: readonly Allocation[], because: Because) {
  const { variantId } = current;
  const levels = allocations.map((allocation): Level => {
    const before = levelAt(current, allocation.locationId);
    return {
      ...before,
      reserved: before.reserved - allocation.quantity,
      backordered: before.backordered - allocation.backordered,
    };
  });
  const lines = allocations.map(({ locationId, quantity, backordered }, index) => ({
    locationId,
    quantity,
    backordered,
    reservedAfter: levels[index]?.reserved ?? 0,
    backorderedAfter: levels[index]?.backordered ?? 0,
  }));
  const stock = levels.reduce(withLevel, current);
  const events =
    lines.length === 0 ? [] : [reservationReleased.of(variantId, { variantId, owner, lines, because })];
  return { events, stock };
}

/** The firm part of a reservation at one location, limited to what is in stock there. */
function takeable(current: Stock, lines: readonly Reservation[], locationId: string): number {
  const firm = lines
    .filter((line) => line.locationId === locationId)
    .reduce((total, line) => total + line.quantity - line.backordered, 0);
  return Math.min(firm, levelAt(current, locationId).stocked);
}

function takenFrom(current: Stock, { locationId, quantity }: Allocation): NewEvent {
  const level = levelAt(current, locationId);
  return levelSet(current.variantId, level, { ...level, stocked: level.stocked - quantity }, "shipped");
}

function shortOf(variantId: string, wanted: number, inStock: number) {
  return refusal("insufficient-inventory", `${variantId}: ${wanted} needed, ${inStock} in stock.`);
}

function byVariant(held: readonly Reservation[]) {
  return [...Map.groupBy(held, ({ variantId }) => variantId)];
}
