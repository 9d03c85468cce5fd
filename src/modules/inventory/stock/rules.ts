import { type PointedError, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { maxErrors } from "../../../kernel/api/validation.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { decideStocked } from "../levels/rules.ts";
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

/** What a bulk count sets, and the items that it refuses. */
export interface CountedStock {
  readonly events: readonly NewEvent[];
  /** The SKUs that were counted, in the order of the request. */
  readonly skus: readonly string[];
  readonly errors: readonly PointedError[];
}

/** Sets the counted stock: all items or none, or with `partial` those that can be set. */
export function decideCounted(
  items: readonly Counted[],
  stockBySku: ReadonlyMap<string, Stock>,
  stockLocations: StockLocations,
  partial = false,
): Result<CountedStock> {
  const seen = new Set<string>();
  const events: NewEvent[] = [];
  const skus: string[] = [];
  const errors: PointedError[] = [];
  for (const [index, item] of items.entries()) {
    const { sku, stocked } = item;
    const current = stockBySku.get(sku);
    const location = stockLocationOf(item.locationId, stockLocations, `/items/${index}/locationId`);
    const fault = faultOf(index, current, location, seen);
    if (fault !== null) errors.push(fault);
    if (fault !== null || current === undefined || !location.ok) continue;
    seen.add(keyOf(current, location.value));
    skus.push(sku);
    const change = { locationId: location.value, stocked, reason: "counted" };
    events.push(...decideStocked(current, change, stockLocations));
  }
  return errors.length > 0 && !partial ? refused(refusalOf(errors)) : ok({ events, skus, errors });
}

function faultOf(
  index: number,
  current: Stock | undefined,
  location: Result<string>,
  seen: ReadonlySet<string>,
): PointedError | null {
  const pointer = `/items/${index}/sku`;
  if (current === undefined) return { pointer, code: "unknown-variant", detail: "No variant has this SKU." };
  if (!location.ok) return location.refusal.errors?.[0] ?? null;
  if (!seen.has(keyOf(current, location.value))) return null;
  return { pointer, code: "duplicate", detail: "An earlier item has the same SKU and location." };
}

function keyOf({ variantId }: Stock, locationId: string): string {
  return `${variantId} ${locationId}`;
}

/** What the request itself gets wrong comes first. */
function refusalOf(errors: readonly PointedError[]) {
  const shown = errors.slice(0, maxErrors);
  if (errors.some(({ code }) => code === "duplicate"))
    return refusal("validation-failed", "A SKU is given twice for one location.", shown);
  return errors[0]?.code === "unknown-reference"
    ? refusal("unknown-reference", "Some locations are unknown.", shown)
    : refusal("unknown-variant", "Some SKUs are unknown.", shown);
}
