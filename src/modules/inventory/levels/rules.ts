import { refusalAt } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { levelLow, levelUpdated } from "../events.ts";
import { levelAt } from "../rules.ts";
import { type Level, maxQuantity, type Stock, type StockLocations } from "../schema.ts";

/** A change of what one location has. */
export interface LevelChange {
  readonly locationId: string;
  readonly stocked: number;
  readonly reason: string;
  /** Left out, it stays; null is the tenant's own. */
  readonly lowStockThreshold?: number | null | undefined;
}

/** Sets what is stocked in one place; nothing happens where it already is so. */
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

/** Adds to what is stocked in one place, or takes from it; never below nothing. */
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
    return refused(refusalAt("insufficient-inventory", "/delta", `There are ${stocked} in this location.`));
  if (stocked + delta > maxQuantity)
    return refused(refusalAt("too-large", "/delta", `A location holds at most ${maxQuantity} of one thing.`));
  return ok(decideStocked(current, { locationId, stocked: stocked + delta, reason }, stockLocations));
}

/** The variant goes: what is promised stays where it is, the rest is written off, and nobody needs to hear that it is low. */
export function decideEmptied(current: Stock, reason: string): readonly NewEvent[] {
  return current.levels
    .filter(({ stocked, reserved }) => stocked > reserved)
    .map((level) => levelSet(current.variantId, level, { ...level, stocked: level.reserved }, reason));
}

/** A level becomes another one. */
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

/** Tells once that a place has run low: when what is available falls from above the threshold to it or below. */
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
