import { refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { timeOfId } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { inventoryIds } from "../ids.ts";
import type { StockLocations } from "../schema.ts";
import { locationCreated, locationDeleted, locationUpdated } from "./events.ts";
import { type Location, type LocationInput, type LocationPatch, maxLocations } from "./schema.ts";

/** The location that every tenant starts with. Its id and dates derive from the tenant's id. */
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

/** Creates a location. A new default replaces the current one. */
export function decideCreateLocation(
  existing: readonly Location[],
  { name, isDefault = false }: LocationInput,
  context: Context,
): Result<{ readonly id: string; readonly events: readonly NewEvent[] }> {
  if (existing.length >= maxLocations)
    return refused(refusal("too-large", `A tenant has at most ${maxLocations} locations.`));
  const id = context.newId(inventoryIds.location);
  const created = locationCreated.of(id, { name, isDefault });
  return ok({ id, events: isDefault ? [...unsetDefault(existing), created] : [created] });
}

/** Renames a location or makes it the default. The default can only be replaced, not unset. */
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
  return ok(promoted ? [...unsetDefault(existing), updated] : [updated]);
}

/** Deletes a location that is empty and not the default. */
export function decideDeleteLocation(current: Location, inUse: boolean): Result<readonly NewEvent[]> {
  if (current.isDefault)
    return refused(
      refusal("location-needed", "This is the default location. Make another location the default first."),
    );
  if (inUse) return refused(refusal("location-needed", "The location has stock or reservations."));
  return ok([locationDeleted.of(current.id, {})]);
}

/** The order in which stock is allocated: the default location first, then the oldest. */
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

function unsetDefault(existing: readonly Location[]): readonly NewEvent[] {
  return existing
    .filter(({ isDefault }) => isDefault)
    .map(({ id }) => locationUpdated.of(id, { isDefault: false }));
}
