import { refusal } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { reservationReleased } from "../events.ts";
import { levelAt, withLevel } from "../rules.ts";
import type { Level, Stock, StockLocations } from "../schema.ts";
import { freeAt } from "./moving-rules.ts";
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

/** What a refusal calls a variant. */
export type NameOf = (variantId: string) => string;

/** How backorders are secured. */
export interface Securing {
  /** What owners who have waited longer are owed, by variant: stock for them is left alone. */
  readonly earlier?: ReadonlyMap<string, number> | undefined;
  readonly nameOf?: NameOf;
}

/** Replaces backordered reservations by firm ones, once the stock has arrived. */
export function decideSecure(
  owner: string,
  held: readonly Reservation[],
  stocks: ReadonlyMap<string, Stock>,
  stockLocations: StockLocations,
  { earlier = new Map(), nameOf = byId }: Securing = {},
): Result<readonly NewEvent[]> {
  const events: NewEvent[] = [];
  const waiting = held.filter(({ backordered }) => backordered > 0);
  for (const [variantId, lines] of byVariant(waiting)) {
    const owed = lines.map((line) => ({ ...line, quantity: line.backordered }));
    const wanted = owed.reduce((total, { quantity }) => total + quantity, 0);
    const released = end(owner, stockIn(stocks, variantId), owed, "secured");
    const first = earlier.get(variantId) ?? 0;
    const unpromised = unpromisedOf(released.stock);
    if (first > 0 && wanted <= unpromised && wanted > unpromised - first)
      return refused(outOfTurn(nameOf(variantId), first));
    const spare = Math.min(wanted, Math.max(0, unpromised));
    const { allocations, left } = spread(spare, stockLocations, (at) => freeAt(released.stock, at));
    const secured = spare - left;
    if (secured < wanted) return refused(shortOf(nameOf(variantId), wanted, secured));
    // No low-stock event: the reserved total doesn't change.
    events.push(...released.events, promise(owner, released.stock, allocations).reservedEvent);
  }
  return ok(events);
}

/** What is in stock and reserved by nobody, over all locations. A count can have left less than is reserved. */
function unpromisedOf({ levels }: Stock): number {
  return levels.reduce(
    (total, { stocked, reserved, backordered }) => total + stocked - (reserved - backordered),
    0,
  );
}

function outOfTurn(name: string, owed: number) {
  return refusal(
    "insufficient-inventory",
    `${name}: earlier orders wait for ${owed}. Send \`prioritize: true\` to confirm this order before them.`,
  );
}

/** Ends parts of a reservation. Returns the events and the stock afterwards. */
export function end(owner: string, current: Stock, allocations: readonly Allocation[], because: Because) {
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

/** The refusal for stock that is not there. */
export function shortOf(name: string, wanted: number, inStock: number) {
  return refusal("insufficient-inventory", `${name}: ${wanted} needed, ${inStock} in stock.`);
}

/** Without names, a variant is called by its id. */
export function byId(variantId: string): string {
  return variantId;
}

function byVariant(held: readonly Reservation[]) {
  return [...Map.groupBy(held, ({ variantId }) => variantId)];
}
