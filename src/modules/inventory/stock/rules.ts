import { type PointedError, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { decideStocked } from "../levels/rules.ts";
import { levelAt, withLevel } from "../rules.ts";
import type { Stock, StockLocations } from "../schema.ts";

/** One line of a stock count. */
export interface Counted {
  readonly sku: string;
  readonly stocked: number;
  readonly locationId?: string | undefined;
}

/** Returns the requested location, or the default if none is given. */
export function stockLocationOf(
  locationId: string | undefined,
  stockLocations: StockLocations,
  pointer = "/locationId",
): Result<string> {
  if (locationId === undefined) return ok(stockLocations.defaultLocationId);
  const known = stockLocations.locationIds.find((id) => id.toLowerCase() === locationId.toLowerCase());
  if (known !== undefined) return ok(known);
  return refused(refusalAt("unknown-reference", pointer, "There is no such location."));
}

/** Sets the counted stock, all or nothing. The last count of a variant at a location wins. */
export function decideCounted(
  items: readonly Counted[],
  stockBySku: ReadonlyMap<string, Stock>,
  stockLocations: StockLocations,
): Result<readonly NewEvent[]> {
  const unknown = items.flatMap(({ sku }, index): readonly PointedError[] =>
    stockBySku.has(sku)
      ? []
      : [{ pointer: `/items/${index}/sku`, code: "unknown-variant", detail: "No variant has this SKU." }],
  );
  if (unknown.length > 0)
    return refused(refusal("unknown-variant", "Some SKUs are unknown.", unknown.slice(0, 50)));
  const counted = new Map(stockBySku);
  const events: NewEvent[] = [];
  for (const [index, { sku, stocked, locationId: wanted }] of items.entries()) {
    const location = stockLocationOf(wanted, stockLocations, `/items/${index}/locationId`);
    if (!location.ok) return location;
    const current = counted.get(sku);
    if (current === undefined) continue;
    const change = { locationId: location.value, stocked, reason: "counted" };
    events.push(...decideStocked(current, change, stockLocations));
    counted.set(sku, withLevel(current, { ...levelAt(current, location.value), stocked }));
  }
  return ok(events);
}
