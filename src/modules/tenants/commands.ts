import * as z from "zod";
import { refusal } from "../../kernel/api/problem.ts";
import { nothing } from "../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { versionOf } from "../../kernel/storage/version.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import { type Context, type Decision, defineCommand } from "../../kernel/write/command.ts";
import type { NewEvent } from "../../kernel/write/event.ts";
import { decideCreateKey, mintedKey } from "../access/index.ts";
import { settingsUpdated } from "./events.ts";
import { decideDisable, decideEnable, decideSettings, decideStatus, initialSettings } from "./rules.ts";
import {
  moduleResponse,
  type ShownModule,
  settings,
  settingsPatch,
  settingsResponse,
  tenantInput,
} from "./schema.ts";
import { readSettings, settingsOf } from "./store.ts";

const noSettings = refusal("tenant-not-found", "This object holds no tenant.");

/**
 * Writes the tenant's first settings and its first key. Safe to repeat after a crash: the last request wins.
 */
export const initialiseTenant = defineCommand({
  name: "tenants.initialise",
  access: "tenants:create",
  internal: true,
  input: z.object({ tenant: tenantInput, minted: mintedKey }),
  output: z.object({ settings, sealed: z.string() }),
  load: () => null,
  decide(_, { tenant, minted }, context) {
    const first = initialSettings(tenant);
    if (!first.ok) return first;
    const key = decideCreateKey(
      { id: minted.id, hash: minted.hash, name: "First key", role: "admin" },
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

/** Changes the tenant's settings. */
export const changeSettings = defineCommand({
  name: "tenants.changeSettings",
  access: "settings:update",
  internal: true,
  input: settingsPatch,
  output: settingsResponse,
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

/** Suspends or resumes the tenant. Also works for a suspended tenant. */
export const setTenantStatus = defineCommand({
  name: "tenants.setStatus",
  access: "tenants:update",
  internal: true,
  whileSuspended: true,
  input: z.object({ status: z.enum(["active", "suspended"]) }),
  output: nothing,
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
  internal: true,
  input: moduleName,
  output: moduleResponse,
  load: (database, _, { tenantId }) => readSettings(database, tenantId),
  decide(current, { slug }, context) {
    if (current === undefined) return refused(noSettings);
    return answeringModule(decideEnable(context.tenantId, current, slug, context.modules), slug, context);
  },
});

export const disableModule = defineCommand({
  name: "tenants.disableModule",
  access: "modules:manage",
  internal: true,
  input: moduleName,
  output: moduleResponse,
  load: (database, _, { tenantId }) => readSettings(database, tenantId),
  decide(current, { slug }, context) {
    if (current === undefined) return refused(noSettings);
    return answeringModule(decideDisable(context.tenantId, current, slug, context.modules), slug, context);
  },
});

function answeringModule(
  events: Result<readonly NewEvent[]>,
  slug: string,
  context: Context,
): Result<Decision<ShownModule>> {
  if (!events.ok) return events;
  return ok({
    events: events.value,
    answer(database) {
      const module = modulesOf(database, context).find((one) => one.slug === slug);
      if (module === undefined) throw new Error(`${slug} was just changed but does not exist`);
      return module;
    },
  });
}

/** Lists the platform's modules, and whether the tenant has them enabled. */
export function modulesOf(
  database: TenantDatabase,
  { tenantId, modules }: Pick<Context, "tenantId" | "modules">,
): readonly ShownModule[] {
  const { disabledModules } = settingsOf(database, tenantId);
  return modules.map(({ name, optional, requires }) => ({
    slug: name,
    enabled: !disabledModules.includes(name),
    optional,
    requires: [...requires],
  }));
}

export function settingsResponseOf(database: TenantDatabase, tenantId: string) {
  const { status: _, disabledModules: __, ...shown } = settingsOf(database, tenantId);
  return { ...shown, version: versionOf(database, "settings", tenantId) };
}
