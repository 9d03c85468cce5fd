import { refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { timeOfId } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { inventoryIds } from "../ids.ts";
import type { StockLocations } from "../schema.ts";
import { locationCreated, locationDeleted, locationUpdated } from "./events.ts";
import { type Location, type LocationInput, type LocationPatch, maxLocations } from "./schema.ts";

/** The place that every tenant begins with, known by the tenant's id and as old as the tenant. */
export function firstLocation(tenantId: string): Location {
  const createdAt = new Date(timeOfId(tenantId)).toISOString();
  return {
    id: tenantId.replace("ten_", "loc_"),
    name: "Main location",
    isDefault: true,
    createdAt,
    updatedAt: createdAt,
  };
}

/** A new place; as the default it takes that over from the one that was. */
export function decideCreateLocation(
  existing: readonly Location[],
  { name, isDefault = false }: LocationInput,
  context: Context,
): Result<{ readonly id: string; readonly events: readonly NewEvent[] }> {
  if (existing.length >= maxLocations)
    return refused(refusal("too-large", `A tenant has at most ${maxLocations} locations.`));
  const id = context.newId(inventoryIds.location);
  const created = locationCreated.of(id, { name, isDefault });
  return ok({ id, events: isDefault ? [...resigned(existing), created] : [created] });
}

/** Renames a place, or makes it the default. There is always one, so it cannot merely resign. */
export function decideUpdateLocation(
  existing: readonly Location[],
  current: Location,
  patch: LocationPatch,
): Result<readonly NewEvent[]> {
  if (patch.isDefault === false && current.isDefault)
    return refused(refusalAt("location-needed", "/isDefault", "Make another location the default instead."));
  const renamed = patch.name !== undefined && patch.name !== current.name ? { name: patch.name } : {};
  const promoted = patch.isDefault === true && !current.isDefault;
  const change = promoted ? { ...renamed, isDefault: true } : renamed;
  if (Object.keys(change).length === 0) return ok([]);
  const updated = locationUpdated.of(current.id, change);
  return ok(promoted ? [...resigned(existing), updated] : [updated]);
}

/** Gives a place up that holds nothing and that nobody relies on. */
export function decideDeleteLocation(current: Location, inUse: boolean): Result<readonly NewEvent[]> {
  if (current.isDefault)
    return refused(refusal("location-needed", "This is the default: make another location that first."));
  if (inUse)
    return refused(
      refusal("location-needed", "There is stock in this location, or some is promised from it."),
    );
  return ok([locationDeleted.of(current.id, {})]);
}

/** The order in which stock is drawn: the default, then by age. */
export function stockLocationsOf(existing: readonly Location[], lowStockThreshold: number): StockLocations {
  const ordered = existing.toSorted(
    (a, b) =>
      Number(b.isDefault) - Number(a.isDefault) ||
      a.createdAt.localeCompare(b.createdAt) ||
      a.id.localeCompare(b.id),
  );
  const locationIds = ordered.map(({ id }) => id);
  const [defaultLocationId] = locationIds;
  if (defaultLocationId === undefined) throw new Error("a tenant has at least one location");
  return { defaultLocationId, locationIds, lowStockThreshold };
}

function resigned(existing: readonly Location[]): readonly NewEvent[] {
  return existing
    .filter(({ isDefault }) => isDefault)
    .map(({ id }) => locationUpdated.of(id, { isDefault: false }));
}
