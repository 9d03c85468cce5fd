import type { NewEvent } from "../../../kernel/event.ts";
import { type PointedError, refusal, refusalAt } from "../../../kernel/problem.ts";
import { ok, type Result, refused } from "../../../kernel/result.ts";
import { decideStocked, levelAt, type Places, type Stock, withLevel } from "../../inventory/index.ts";

/** One line of a count: which variant, and how many are where. */
export interface Counted {
  readonly sku: string;
  readonly stocked: number;
  readonly locationId?: string | undefined;
}

/** The location that is meant; the default where none is named. */
export function placeOf(
  locationId: string | undefined,
  places: Places,
  pointer = "/locationId",
): Result<string> {
  if (locationId === undefined) return ok(places.defaultLocationId);
  const known = places.locationIds.find((id) => id.toLowerCase() === locationId.toLowerCase());
  if (known !== undefined) return ok(known);
  return refused(refusalAt("unknown-reference", pointer, "There is no such location."));
}

/** Takes over what was counted, all of it or nothing. Of two counts in one place the later one holds. */
export function decideCounted(
  items: readonly Counted[],
  stockBySku: ReadonlyMap<string, Stock>,
  places: Places,
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
    const place = placeOf(wanted, places, `/items/${index}/locationId`);
    if (!place.ok) return place;
    const current = counted.get(sku);
    if (current === undefined) continue;
    const change = { locationId: place.value, stocked, reason: "counted" };
    events.push(...decideStocked(current, change, places));
    counted.set(sku, withLevel(current, { ...levelAt(current, place.value), stocked }));
  }
  return ok(events);
}
