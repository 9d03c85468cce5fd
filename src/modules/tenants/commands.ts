import { z } from "zod";
import { refusal } from "../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { versionOf } from "../../kernel/storage/version.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { defineCommand } from "../../kernel/write/command.ts";
import { decideCreateKey, mintedKey } from "../access/index.ts";
import { settingsUpdated } from "./events.ts";
import { decideDisable, decideEnable, decideSettings, decideStatus, initialSettings } from "./rules.ts";
import { settingsPatch, tenantInput } from "./schema.ts";
import { readSettings, settingsOf } from "./store.ts";

const noSettings = refusal("tenant-not-found", "This object holds no tenant.");

/** The tenant's first settings and its first key. Safe to repeat after a crash: the last wish holds. */
export const initialiseTenant = defineCommand({
  name: "tenants.initialise",
  access: "tenants:create",
  input: z.object({ tenant: tenantInput, minted: mintedKey }),
  load: () => null,
  decide(_, { tenant, minted }, context) {
    const first = initialSettings(tenant);
    if (!first.ok) return first;
    const key = decideCreateKey(
      { id: minted.id, hash: minted.hash, name: "First key", role: "admin", expiresAt: null },
      context,
    );
    if (!key.ok) return key;
    const { status: __, disabledModules: ___, ...values } = first.value;
    return ok({
      events: [settingsUpdated.of(context.tenantId, values), key.value],
      answer: (database: TenantDatabase) => ({
        settings: settingsOf(database, context.tenantId),
        sealed: minted.sealed,
      }),
    });
  },
});

/** Changes what the tenant has set. */
export const changeSettings = defineCommand({
  name: "tenants.changeSettings",
  access: "settings:update",
  input: settingsPatch,
  guards: (_, __, { tenantId }) => ({ type: "settings", id: tenantId }),
  load: (database, _, { tenantId }) => readSettings(database, tenantId),
  decide(current, patch, { tenantId }) {
    if (current === undefined) return refused(noSettings);
    const events = decideSettings(tenantId, current, patch);
    if (!events.ok) return events;
    return ok({
      events: events.value,
      answer: (database: TenantDatabase) => settingsResponseOf(database, tenantId),
    });
  },
});

/** Suspends or resumes. The one command that a suspended tenant admits. */
export const setTenantStatus = defineCommand({
  name: "tenants.setStatus",
  access: "tenants:update",
  whileSuspended: true,
  input: z.object({ status: z.enum(["active", "suspended"]) }),
  load: (database, _, { tenantId }) => readSettings(database, tenantId),
  decide(current, { status }, { tenantId }) {
    if (current === undefined) return refused(noSettings);
    return ok({ events: decideStatus(tenantId, current, status), answer: () => null });
  },
});

const moduleName = z.object({ slug: opaqueId });

export const enableModule = defineCommand({
  name: "tenants.enableModule",
  access: "modules:manage",
  input: moduleName,
  load: (database, _, { tenantId }) => readSettings(database, tenantId),
  decide(current, { slug }, { tenantId, modules }) {
    if (current === undefined) return refused(noSettings);
    const events = decideEnable(tenantId, current, slug, modules);
    return events.ok
      ? ok({ events: events.value, answer: (database: TenantDatabase) => settingsOf(database, tenantId) })
      : events;
  },
});

export const disableModule = defineCommand({
  name: "tenants.disableModule",
  access: "modules:manage",
  input: moduleName,
  load: (database, _, { tenantId }) => readSettings(database, tenantId),
  decide(current, { slug }, { tenantId, modules }) {
    if (current === undefined) return refused(noSettings);
    const events = decideDisable(tenantId, current, slug, modules);
    return events.ok
      ? ok({ events: events.value, answer: (database: TenantDatabase) => settingsOf(database, tenantId) })
      : events;
  },
});

export function settingsResponseOf(database: TenantDatabase, tenantId: string) {
  const { status: _, disabledModules: __, ...shown } = settingsOf(database, tenantId);
  return { ...shown, version: versionOf(database, "settings", tenantId) };
}
