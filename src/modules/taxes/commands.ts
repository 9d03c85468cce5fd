import * as z from "zod";
import { refusal } from "../../kernel/api/problem.ts";
import { nothing } from "../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { versionOf } from "../../kernel/storage/version.ts";
import { canonicalId, opaqueId } from "../../kernel/values/id.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../kernel/write/command.ts";
import { loadSettings, type Settings } from "../tenants/index.ts";
import { taxIds } from "./ids.ts";
import { decideZone, decideZoneChange, decideZoneDeletion } from "./rules.ts";
import { type TaxZone, taxZoneInput, taxZonePatch, taxZoneResponse } from "./schema.ts";
import { readZone, readZones, taxZoneAggregate } from "./store.ts";

export const noSuchZone = refusal("not-found", "There is no such tax zone.");

const byId = z.object({ id: opaqueId });

export const createZone = defineCommand({
  name: "taxes.createZone",
  access: "settings:create",
  input: taxZoneInput,
  output: taxZoneResponse,
  load(database, _, context) {
    const settings = loadSettings(database, context);
    return { settings, count: readZones(database, settings).length };
  },
  decide({ settings, count }, input, { newId }) {
    const id = newId(taxIds.taxZone);
    const events = decideZone(id, input, count);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => writtenZone(database, settings, id) });
  },
});

export const updateZone = defineCommand({
  name: "taxes.updateZone",
  access: "settings:update",
  input: byId.extend({ patch: taxZonePatch }),
  output: taxZoneResponse,
  guards: guarded,
  load: loadZone,
  decide({ zone, settings }, { patch }) {
    if (zone === undefined) return refused(noSuchZone);
    const events = decideZoneChange(zone, patch);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => writtenZone(database, settings, zone.id) });
  },
});

export const deleteZone = defineCommand({
  name: "taxes.deleteZone",
  access: "settings:delete",
  input: byId,
  output: nothing,
  guards: guarded,
  load: loadZone,
  decide({ zone, settings: { taxRates } }, _, { tenantId }) {
    if (zone === undefined) return refused(noSuchZone);
    return ok({ events: decideZoneDeletion(zone, tenantId, taxRates), answer: () => null });
  },
});

/** The wire shape. A country of the settings' tax rates has version 0 until it is changed as a zone. */
export function toZoneResponse(database: TenantDatabase, { id, name, countries, rates }: TaxZone) {
  return { id, name, countries, rates, version: versionOf(database, taxZoneAggregate.type, id) };
}

function loadZone(
  database: TenantDatabase,
  { id }: { readonly id: string },
  context: Pick<Context, "tenantId">,
) {
  const settings = loadSettings(database, context);
  return { settings, zone: readZone(database, settings, canonicalId(taxIds.taxZone, id)) };
}

function guarded(
  input: { readonly id: string },
  database: TenantDatabase,
  context: Pick<Context, "tenantId">,
) {
  const { zone } = loadZone(database, input, context);
  return zone === undefined ? null : { version: toZoneResponse(database, zone).version };
}

function writtenZone(database: TenantDatabase, settings: Pick<Settings, "taxRates">, id: string) {
  const zone = readZone(database, settings, id);
  if (zone === undefined) throw new Error(`the tax zone ${id} was just written but cannot be read`);
  return toZoneResponse(database, zone);
}
