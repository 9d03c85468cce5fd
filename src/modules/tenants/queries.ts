import * as z from "zod";
import { refusal } from "../../kernel/api/problem.ts";
import { pageOf, pageOutput, pageRequest } from "../../kernel/read/page.ts";
import { defineObjectQuery } from "../../kernel/read/query.ts";
import { canonicalId, platformIds } from "../../kernel/values/id.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { modulesOf, settingsResponseOf } from "./commands.ts";
import { recordResponseOf } from "./records/commands.ts";
import { moduleResponse, settings, settingsResponse, versionedRecord } from "./schema.ts";
import { ownerOfDomain, readRecord, readRecordBySlug, readRecordIds, readSettings } from "./store.ts";

/** Finds a tenant by name, in the platform's object; null if there is none. */
export const findTenant = defineObjectQuery({
  name: "tenants.find",
  access: "tenants:read",
  scope: "platform",
  internal: true,
  input: z.object({ by: z.enum(["id", "slug", "host"]), value: z.string() }),
  output: versionedRecord.nullable(),
  run(database, { by, value }) {
    const bySlug = by === "slug" ? readRecordBySlug(database, value)?.id : undefined;
    const byHost = by === "host" ? ownerOfDomain(database, value) : undefined;
    const byId = by === "id" ? readRecord(database, value)?.id : undefined;
    const id = bySlug ?? byHost ?? byId;
    return ok(id === undefined ? null : recordResponseOf(database, id));
  },
});

/** The ids of all tenants, in the platform's object, which always knows them. */
export const listTenantIds = defineObjectQuery({
  name: "tenants.listIds",
  access: "tenants:list",
  scope: "platform",
  internal: true,
  input: z.object({ after: z.string(), limit: z.int().min(1).max(1_000) }),
  output: z.object({ ids: z.array(z.string()).readonly(), next: z.string().nullable() }),
  run(database, { after, limit }) {
    const ids = readRecordIds(database, after, limit + 1);
    return ok({ ids: ids.slice(0, limit), next: ids.length > limit ? (ids[limit - 1] ?? null) : null });
  },
});

/** Reads a tenant's record, in the platform's object. */
export const readTenantRecord = defineObjectQuery({
  name: "tenants.readRecord",
  access: "tenants:read",
  scope: "platform",
  internal: true,
  input: z.object({ id: z.string() }),
  output: versionedRecord,
  run(database, { id }) {
    const record = readRecord(database, canonicalId(platformIds.tenant, id));
    return record === undefined
      ? refused(refusal("not-found", "There is no such tenant."))
      : ok(recordResponseOf(database, record.id));
  },
});

/** Reads all settings of a tenant from its own object. Internal to the platform. */
export const settingsOfTenant = defineObjectQuery({
  name: "tenants.settings",
  access: "tenants:read",
  internal: true,
  whileSuspended: true,
  input: z.object({}),
  output: settings,
  run(database, _, { tenantId }) {
    const own = readSettings(database, tenantId);
    return own === undefined ? refused(refusal("tenant-not-found", "There is no such tenant.")) : ok(own);
  },
});

/** Reads the settings, for staff. */
export const readTenantSettings = defineObjectQuery({
  name: "tenants.readSettings",
  access: "settings:read",
  input: z.object({}),
  output: settingsResponse,
  run: (database, _, { tenantId }) => ok(settingsResponseOf(database, tenantId)),
});

/** Lists the platform's modules, and whether the tenant has them enabled. */
export const readModules = defineObjectQuery({
  name: "tenants.readModules",
  access: "modules:list",
  input: pageRequest,
  output: pageOutput(moduleResponse),
  run(database, { limit, after, count }, context) {
    const modules = modulesOf(database, context);
    const from = Number(after?.[0] ?? 0);
    const rest = modules.slice(from);
    const page = pageOf(
      rest,
      limit,
      (last) => [from + rest.indexOf(last) + 1],
      (module) => module,
    );
    return ok({ ...page, totalCount: count ? modules.length : undefined });
  },
});
