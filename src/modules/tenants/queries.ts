import { z } from "zod";
import { refusal } from "../../kernel/api/problem.ts";
import { defineObjectQuery } from "../../kernel/read/query.ts";
import { canonicalId } from "../../kernel/values/id.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { settingsResponseOf } from "./commands.ts";
import { recordResponseOf } from "./records/commands.ts";
import { ownerOfDomain, readRecord, readRecordBySlug, readSettings, settingsOf } from "./store.ts";

/** The tenant behind a name, in the platform's object; null for none. */
export const findTenant = defineObjectQuery({
  name: "tenants.find",
  access: "tenants:read",
  scope: "platform",
  input: z.object({ by: z.enum(["id", "slug", "host"]), value: z.string() }),
  run(database, { by, value }) {
    const bySlug = by === "slug" ? readRecordBySlug(database, value)?.id : undefined;
    const byHost = by === "host" ? ownerOfDomain(database, value) : undefined;
    const byId = by === "id" ? readRecord(database, value)?.id : undefined;
    const id = bySlug ?? byHost ?? byId;
    return ok(id === undefined ? null : recordResponseOf(database, id));
  },
});

/** A tenant's record, in the platform's object. */
export const readTenantRecord = defineObjectQuery({
  name: "tenants.readRecord",
  access: "tenants:read",
  scope: "platform",
  input: z.object({ id: z.string() }),
  run(database, { id }) {
    const record = readRecord(database, canonicalId("tenant", id));
    return record === undefined
      ? refused(refusal("not-found", "There is no such tenant."))
      : ok(recordResponseOf(database, record.id));
  },
});

/** Everything the tenant's own object knows of it, for the platform itself. */
export const settingsOfTenant = defineObjectQuery({
  name: "tenants.settings",
  access: "tenants:read",
  whileSuspended: true,
  input: z.object({}),
  run(database, _, { tenantId }) {
    const settings = readSettings(database, tenantId);
    return settings === undefined
      ? refused(refusal("tenant-not-found", "There is no such tenant."))
      : ok(settings);
  },
});

/** The settings as staff sees them. */
export const readTenantSettings = defineObjectQuery({
  name: "tenants.readSettings",
  access: "settings:read",
  input: z.object({}),
  run: (database, _, { tenantId }) => ok(settingsResponseOf(database, tenantId)),
});

/** The platform's modules, and which of them the tenant has on. */
export const readModules = defineObjectQuery({
  name: "tenants.readModules",
  access: "modules:list",
  input: z.object({}),
  run: (database, _, { tenantId, modules }) => {
    const { disabledModules } = settingsOf(database, tenantId);
    return ok(
      modules.map(({ name, optional, requires }) => ({
        slug: name,
        enabled: !disabledModules.includes(name),
        optional,
        requires: [...requires],
      })),
    );
  },
});
