import { type PointedError, refusal } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { reservationCreated } from "../events.ts";
import { lowEvents } from "../levels/rules.ts";
import { availableOf, levelAt, stockOf } from "../rules.ts";
import { type InventoryPolicy, type Level, maxQuantity, type Stock, type StockLocations } from "../schema.ts";

/** One line that wants stock. */
export interface Wanted {
  readonly variantId: string;
  readonly policy: InventoryPolicy;
  readonly quantity: number;
  /** Where in the request it stands, for the refusal. */
  readonly pointer: string;
}

/** What an owner holds of a variant in one place. */
export interface Reservation {
  readonly owner: string;
  readonly variantId: string;
  readonly locationId: string;
  readonly quantity: number;
  /** The part of it that is not there yet. */
  readonly backordered: number;
}

/** A quantity to draw from, or give back to, one place. */
export interface Allocation {
  readonly locationId: string;
  readonly quantity: number;
  readonly backordered: number;
}

/**
 * Reserves every tracked line for an owner, or none. Lines that want the same variant are checked together. Where a
 * policy lets more be sold than there is, the rest is backordered.
 */
export function decideReserve(
  owner: string,
  wanted: readonly Wanted[],
  stocks: ReadonlyMap<string, Stock>,
  stockLocations: StockLocations,
): Result<{ readonly events: readonly NewEvent[]; readonly backordered: boolean }> {
  const tracked = [...Map.groupBy(wanted, ({ variantId }) => variantId)].filter(
    ([, [first]]) => first?.policy !== "untracked",
  );
  const short = tracked.flatMap(([variantId, lines]) => shortages(lines, stockIn(stocks, variantId)));
  if (short.length > 0)
    return refused(refusal("insufficient-inventory", "There is not enough of everything.", short));
  const reserved = tracked.map(([variantId, lines]) => {
    const current = stockIn(stocks, variantId);
    const allocations = allocate(current, sum(lines), stockLocations);
    const { promised, changes } = promise(owner, current, allocations);
    const low = changes.flatMap(({ before, after }) => lowEvents(variantId, before, after, stockLocations));
    return { events: [promised, ...low], allocations };
  });
  return ok({
    events: reserved.flatMap(({ events }) => events),
    backordered: reserved.some(({ allocations }) => allocations.some(({ backordered }) => backordered > 0)),
  });
}

/** Promises an owner what was drawn; says what that changes in each place. */
export function promise(owner: string, current: Stock, allocations: readonly Allocation[]) {
  const changes = allocations.map((allocation) => {
    const before = levelAt(current, allocation.locationId);
    const after: Level = {
      ...before,
      reserved: before.reserved + allocation.quantity,
      backordered: before.backordered + allocation.backordered,
    };
    return { allocation, before, after };
  });
  const lines = changes.map(({ allocation, after }) => ({
    ...allocation,
    reservedAfter: after.reserved,
    backorderedAfter: after.backordered,
  }));
  const { variantId } = current;
  return { promised: reservationCreated.of(variantId, { variantId, owner, lines }), changes };
}

/** Splits a quantity over the places that can spare some, in their order. Answers what is left over beside. */
export function spread(
  quantity: number,
  stockLocations: StockLocations,
  spareAt: (locationId: string) => number,
): { readonly allocations: readonly Allocation[]; readonly left: number } {
  const allocations: Allocation[] = [];
  let left = quantity;
  for (const locationId of stockLocations.locationIds) {
    const taken = Math.min(left, Math.max(0, spareAt(locationId)));
    if (taken > 0) allocations.push({ locationId, quantity: taken, backordered: 0 });
    left -= taken;
  }
  return { allocations, left };
}

export function stockIn(stocks: ReadonlyMap<string, Stock>, variantId: string): Stock {
  return stocks.get(variantId) ?? stockOf(variantId, []);
}

function shortages(lines: readonly Wanted[], current: Stock): readonly PointedError[] {
  const limited = lines.some(({ policy }) => policy === "deny");
  const available = limited ? Math.max(0, availableOf(current)) : maxQuantity - current.reserved;
  if (sum(lines) <= available) return [];
  return lines.map(({ pointer }) => ({
    pointer,
    code: "insufficient-inventory",
    detail: `${sum(lines)} wanted, ${available} available`,
  }));
}

/** What is there comes from where it is; what is not yet there is owed by the default location. */
function allocate(current: Stock, quantity: number, stockLocations: StockLocations): readonly Allocation[] {
  const firm = Math.min(quantity, Math.max(0, availableOf(current)));
  const { allocations } = spread(firm, stockLocations, (locationId) => {
    const { stocked, reserved } = levelAt(current, locationId);
    return stocked - reserved;
  });
  const backordered = quantity - allocations.reduce((total, allocation) => total + allocation.quantity, 0);
  if (backordered === 0) return allocations;
  const owed = allocations.find(({ locationId }) => locationId === stockLocations.defaultLocationId);
  const others = allocations.filter((allocation) => allocation !== owed);
  const total = (owed?.quantity ?? 0) + backordered;
  return [{ locationId: stockLocations.defaultLocationId, quantity: total, backordered }, ...others];
}

function sum(lines: readonly { readonly quantity: number }[]): number {
  return lines.reduce((total, { quantity }) => total + quantity, 0);
}
