import { refusalAt } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { levelLow, levelUpdated } from "../events.ts";
import { levelAt } from "../rules.ts";
import { type Level, maxQuantity, type Stock, type StockLocations } from "../schema.ts";

/** A change of the stock at one location. */
export interface LevelChange {
  readonly locationId: string;
  readonly stocked: number;
  readonly reason: string;
  /** Absent leaves it unchanged. Null means the tenant's threshold. */
  readonly lowStockThreshold?: number | null | undefined;
}

/** Sets the stock at one location. Emits no event if nothing changes. */
export function decideStocked(
  current: Stock,
  change: LevelChange,
  stockLocations: StockLocations,
): readonly NewEvent[] {
  const before = levelAt(current, change.locationId);
  const { lowStockThreshold = before.lowStockThreshold } = change;
  const after: Level = { ...before, stocked: change.stocked, lowStockThreshold };
  if (before.stocked === after.stocked && before.lowStockThreshold === after.lowStockThreshold) return [];
  const { variantId } = current;
  return [
    levelSet(variantId, before, after, change.reason),
    ...lowEvents(variantId, before, after, stockLocations),
  ];
}

/** Adds to the stock at one location, or subtracts from it. Refuses a result below zero. */
export function decideAdjustment(
  current: Stock,
  {
    locationId,
    delta,
    reason,
  }: { readonly locationId: string; readonly delta: number; readonly reason: string },
  stockLocations: StockLocations,
): Result<readonly NewEvent[]> {
  const { stocked } = levelAt(current, locationId);
  if (stocked + delta < 0)
    return refused(refusalAt("insufficient-inventory", "/delta", `The location has ${stocked} in stock.`));
  if (stocked + delta > maxQuantity)
    return refused(
      refusalAt("too-large", "/delta", `A location can hold at most ${maxQuantity} of a variant.`),
    );
  return ok(decideStocked(current, { locationId, stocked: stocked + delta, reason }, stockLocations));
}

/** Writes off the unreserved stock of a deleted variant. Reserved stock stays. Emits no low-stock event. */
export function decideEmptied(current: Stock, reason: string): readonly NewEvent[] {
  return current.levels
    .filter(({ stocked, reserved }) => stocked > reserved)
    .map((level) => levelSet(current.variantId, level, { ...level, stocked: level.reserved }, reason));
}

/** The event that changes a level. */
export function levelSet(variantId: string, before: Level, after: Level, reason: string): NewEvent {
  return levelUpdated.of(variantId, {
    variantId,
    locationId: after.locationId,
    old: before.stocked,
    new: after.stocked,
    reserved: after.reserved,
    lowStockThreshold: after.lowStockThreshold,
    reason,
  });
}

/** Emits a low-stock event once: when the available quantity falls from above the threshold to at or below it. */
export function lowEvents(
  variantId: string,
  before: Level,
  after: Level,
  { lowStockThreshold }: Pick<StockLocations, "lowStockThreshold">,
): readonly NewEvent[] {
  const threshold = after.lowStockThreshold ?? lowStockThreshold;
  const available = after.stocked - after.reserved;
  if (before.stocked - before.reserved <= threshold || available > threshold) return [];
  return [levelLow.of(variantId, { variantId, locationId: after.locationId, available, threshold })];
}
