import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { isWithin } from "../conditions.ts";
import { inventoryIds } from "../ids.ts";
import { isLocationInUse } from "../store.ts";
import { decideCreateLocation, decideDeleteLocation, decideUpdateLocation } from "./rules.ts";
import { type Location, locationInput, locationPatch, locationResponse } from "./schema.ts";
import { readLocation, readLocations } from "./store.ts";

const byId = z.object({ id: opaqueId });
const noSuchLocation = refusal("not-found", "There is no such location.");
const target = ({ id }: { readonly id: string }) => ({
  type: "location",
  id: canonicalId(inventoryIds.location, id),
});
const guards = (
  { id }: { readonly id: string },
  database: TenantDatabase,
  { tenantId }: { readonly tenantId: string },
) => {
  const location = readLocation(database, tenantId, canonicalId(inventoryIds.location, id));
  return location === undefined ? null : { type: "location", id: location.id, implicit: true as const };
};

export const createLocation = defineCommand({
  name: "inventory.createLocation",
  access: "inventory:create",
  input: locationInput,
  output: locationResponse,
  load: (database, _, { tenantId }) => readLocations(database, tenantId),
  decide(existing, input, context) {
    const created = decideCreateLocation(existing, input, context);
    if (!created.ok) return created;
    const { id, events } = created.value;
    return ok({ events, answer: (database) => written(database, context.tenantId, id) });
  },
});

export const updateLocation = defineCommand({
  name: "inventory.updateLocation",
  access: "inventory:update",
  target,
  input: z.object({ id: opaqueId, patch: locationPatch }),
  output: locationResponse,
  guards,
  load: (database, _, { tenantId }) => readLocations(database, tenantId),
  decide(existing, { id, patch }, { tenantId }) {
    const current = existing.find((location) => location.id === canonicalId(inventoryIds.location, id));
    if (current === undefined) return refused(noSuchLocation);
    const events = decideUpdateLocation(existing, current, patch);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => written(database, tenantId, current.id) });
  },
});

export const deleteLocation = defineCommand({
  name: "inventory.deleteLocation",
  access: "inventory:delete",
  target,
  input: byId,
  output: nothing,
  guards,
  load: (database, { id }, { tenantId }) => ({
    current: readLocation(database, tenantId, canonicalId(inventoryIds.location, id)),
    inUse: isLocationInUse(database, canonicalId(inventoryIds.location, id)),
  }),
  decide({ current, inUse }) {
    if (current === undefined) return refused(noSuchLocation);
    const events = decideDeleteLocation(current, inUse);
    return events.ok ? ok({ events: events.value, answer: () => null }) : events;
  },
});

/** Reads one location. */
export const readOneLocation = defineObjectQuery({
  name: "inventory.readLocation",
  access: "inventory:read",
  target,
  input: byId,
  output: locationResponse,
  run(database, { id }, { tenantId }) {
    const location = readLocation(database, tenantId, canonicalId(inventoryIds.location, id));
    return location === undefined ? refused(noSuchLocation) : ok(responseOf(database, location));
  },
});

/** Lists all locations, oldest first. */
export const listLocations = defineObjectQuery({
  name: "inventory.listLocations",
  access: "inventory:list",
  isLimited: true,
  input: pageRequest,
  output: pageOutput(locationResponse),
  run(database, { limit, after, count }, { tenantId, extent }) {
    const all = readLocations(database, tenantId).filter(({ id }) => isWithin(extent, id));
    const from = all.findIndex(({ id }) => id === after?.[0]) + 1;
    const page = pageOf(
      all.slice(from),
      limit,
      ({ id }) => [id],
      (location) => responseOf(database, location),
    );
    return ok({ ...page, totalCount: count ? all.length : undefined });
  },
});

function written(database: TenantDatabase, tenantId: string, id: string) {
  const location = readLocation(database, tenantId, id);
  if (location === undefined) throw new Error(`${id} not found after it was written`);
  return responseOf(database, location);
}

function responseOf(database: TenantDatabase, location: Location) {
  return { ...location, version: versionOf(database, "location", location.id) };
}
