import { type PointedError, refusal } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { reservationCreated } from "../events.ts";
import { lowEvents } from "../levels/rules.ts";
import { availableOf, levelAt, stockOf } from "../rules.ts";
import { type InventoryPolicy, type Level, maxQuantity, type Stock, type StockLocations } from "../schema.ts";

/** A line to reserve stock for. */
export interface Wanted {
  readonly variantId: string;
  readonly policy: InventoryPolicy;
  readonly quantity: number;
  /** Its position in the request, for the refusal. */
  readonly pointer: string;
}

/** What an owner has reserved of a variant at one location. */
export interface Reservation {
  readonly owner: string;
  readonly variantId: string;
  readonly locationId: string;
  readonly quantity: number;
  /** The part of it that is not in stock yet. */
  readonly backordered: number;
}

/** A quantity to reserve or release at one location. */
export interface Allocation {
  readonly locationId: string;
  readonly quantity: number;
  readonly backordered: number;
}

/**
 * Reserves every tracked line for an owner, or none. Checks lines of the same variant together. If the policy allows
 * overselling, backorders what is not in stock.
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
    return refused(refusal("insufficient-inventory", "Not enough stock for every line.", short));
  const reserved = tracked.map(([variantId, lines]) => {
    const current = stockIn(stocks, variantId);
    const allocations = allocate(current, sum(lines), stockLocations);
    const { reservedEvent, changes } = promise(owner, current, allocations);
    const low = changes.flatMap(({ before, after }) => lowEvents(variantId, before, after, stockLocations));
    return { events: [reservedEvent, ...low], allocations };
  });
  return ok({
    events: reserved.flatMap(({ events }) => events),
    backordered: reserved.some(({ allocations }) => allocations.some(({ backordered }) => backordered > 0)),
  });
}

/** Reserves allocations for an owner. Returns the event and the change of each level. */
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
  return { reservedEvent: reservationCreated.of(variantId, { variantId, owner, lines }), changes };
}

/** Splits a quantity over the locations that can spare some, in order. `left` is what none of them can cover. */
export function spread(
  quantity: number,
  { locationIds }: Pick<StockLocations, "locationIds">,
  spareAt: (locationId: string) => number,
): { readonly allocations: readonly Allocation[]; readonly left: number } {
  const allocations: Allocation[] = [];
  let left = quantity;
  for (const locationId of locationIds) {
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
    detail: `${sum(lines)} requested, ${available} available`,
  }));
}

/** Allocates available stock from its locations, and backorders the rest at the default location. */
function allocate(current: Stock, quantity: number, stockLocations: StockLocations): readonly Allocation[] {
  const firm = Math.min(quantity, Math.max(0, availableOf(current)));
  const { allocations } = spread(firm, stockLocations, (locationId) => {
    const { stocked, reserved } = levelAt(current, locationId);
    return stocked - reserved;
  });
  const backordered = quantity - allocations.reduce((total, allocation) => total + allocation.quantity, 0);
  if (backordered === 0) return allocations;
  const atDefault = allocations.find(({ locationId }) => locationId === stockLocations.defaultLocationId);
  const others = allocations.filter((allocation) => allocation !== atDefault);
  const total = (atDefault?.quantity ?? 0) + backordered;
  return [{ locationId: stockLocations.defaultLocationId, quantity: total, backordered }, ...others];
}

function sum(lines: readonly { readonly quantity: number }[]): number {
  return lines.reduce((total, { quantity }) => total + quantity, 0);
}
