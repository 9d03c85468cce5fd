import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import * as z from "zod";
import type { Tenant, TenantPricing } from "../../kernel/access/tenant.ts";
import { fitted, isFitting } from "../../kernel/read/fitted.ts";
import { pageOf, pageOutput, pageRequest } from "../../kernel/read/page.ts";
import { defineViewQuery } from "../../kernel/read/query.ts";
import type { View } from "../../kernel/read/view.ts";
import { raw, sql, statement } from "../../kernel/storage/sql.ts";
import type { ReadModel, Row } from "../../kernel/storage/storage.ts";
import { ok } from "../../kernel/values/result.ts";
import type { ModuleFacts } from "../../kernel/write/command.ts";
import { upsertNewer } from "../../projection/statements.ts";
import { organizationData } from "../structured-data/index.ts";
import { recordEvents, settingsEvents } from "./events.ts";
import {
  type Settings,
  settingsState,
  storeShape,
  type TenantRecord,
  type TenantResponse,
  tenantResponse,
  tenantState,
  type VersionedRecord,
} from "./schema.ts";
import { absoluteUrl, originOf } from "./settings/url-patterns.ts";
import { isFound, settingsTag } from "./storefront.ts";

export const tenants = sqliteTable(
  "tenants",
  {
    id: text().primaryKey(),
    version: integer().notNull(),
    slug: text().notNull(),
    status: text().notNull(),
    record: text().notNull(),
    stateVersion: integer("state_version").notNull().default(1),
    generation: integer().notNull().default(0),
  },
  (table) => [index("tenants_slug").on(table.slug)],
);

export const tenantHosts = sqliteTable(
  "tenant_hosts",
  {
    host: text().primaryKey(),
    tenantId: text("tenant_id").notNull(),
    version: integer().notNull(),
  },
  (table) => [index("tenant_hosts_tenant").on(table.tenantId)],
);

export const tenantSettings = sqliteTable("tenant_settings", {
  tenantId: text("tenant_id").primaryKey(),
  version: integer().notNull(),
  settings: text().notNull(),
  stateVersion: integer("state_version").notNull().default(1),
  generation: integer().notNull().default(0),
});

/** Projects the platform's log: tenants and their names. */
export const tenantView: View = {
  name: "tenants",
  consumes: recordEvents.map(({ type }) => type),
  tables: [tenants],
  sweepDerived: (tenantId) =>
    tenantId === "platform"
      ? [{ sql: "DELETE FROM tenant_hosts WHERE tenant_id NOT IN (SELECT id FROM tenants)", params: [] }]
      : [],
  project(run) {
    const rows = run.flatMap((event) => {
      const record = tenantState.in(event) ?? null;
      if (record === null) return [];
      const { id, slug, status } = record;
      const { version } = event.aggregate;
      return [
        { id, version, slug, status, record: JSON.stringify(record), stateVersion: tenantState.version },
      ];
    });
    const ids = JSON.stringify(rows.map(({ id }) => id));
    return [
      ...upsertNewer(tenants, rows),
      { sql: "DELETE FROM tenant_hosts WHERE tenant_id IN (SELECT value FROM json_each(?1))", params: [ids] },
      {
        sql: `INSERT OR REPLACE INTO tenant_hosts (host, tenant_id, version)
SELECT domain.value, tenants.id, tenants.version FROM tenants, json_each(tenants.record, '$.domains') AS domain
WHERE tenants.id IN (SELECT value FROM json_each(?1))`,
        params: [ids],
      },
    ];
  },
};

/** Projects each tenant's own log: its settings. */
export const settingsView: View = {
  name: "tenant-settings",
  consumes: settingsEvents.map(({ type }) => type),
  tables: [tenantSettings],
  cacheTags: () => [settingsTag],
  project: (run, tenantId) =>
    run.flatMap((event) => {
      const settings = settingsState.in(event) ?? null;
      if (settings === null) return [];
      const { version } = event.aggregate;
      const { version: stateVersion } = settingsState;
      return upsertNewer(tenantSettings, [
        { tenantId, version, settings: JSON.stringify(settings), stateVersion },
      ]);
    }),
};

/** Finds a tenant by name in the read model; null if it does not exist or has no settings yet. */
export async function readTenant(
  model: ReadModel,
  name: { readonly by: "id" | "slug" | "host"; readonly value: string },
): Promise<Tenant | null> {
  const from =
    name.by === "host" ? "tenant_hosts JOIN tenants ON tenants.id = tenant_hosts.tenant_id" : "tenants";
  const column = { id: "tenants.id", slug: "tenants.slug", host: "tenant_hosts.host" }[name.by];
  const rows = await model.all({
    sql: `SELECT ${stateColumns}, ${pricingColumns} FROM ${from} JOIN tenant_settings ON tenant_settings.tenant_id = tenants.id WHERE ${column} = ?1`,
    params: [name.value],
  });
  const [row] = rows;
  const states = row === undefined ? null : statesIn(row);
  return states === null || row === undefined
    ? null
    : tenantFrom(states.record, states.settings, pricingIn(row));
}

const stateColumns =
  "record, tenants.state_version, settings, tenant_settings.state_version AS settings_version";

/** The pricing module writes these rows. A tenant is read too often for a read of its own. */
const activeLists =
  "price_lists AS list INDEXED BY price_lists_active WHERE list.tenant_id = tenants.id AND list.status = 'active' AND list.deleted_at IS NULL";
const pricingColumns = `EXISTS (SELECT 1 FROM ${activeLists}) AS has_lists,
  (SELECT json_group_array(DISTINCT country.value) FROM ${activeLists.replace("price_lists_active", "price_lists_active, json_each(list.countries) AS country")}) AS countries`;

const countriesShape = z.array(z.string());

function pricingIn({ has_lists, countries }: Row): TenantPricing {
  return { hasLists: has_lists === 1, countries: countriesShape.parse(JSON.parse(String(countries))) };
}

function statesIn(row: Row) {
  const record = tenantState.readJson(Number(row.state_version), String(row.record));
  const settings = settingsState.readJson(Number(row.settings_version), String(row.settings));
  return record === undefined || settings === undefined ? null : { record, settings };
}

/** How a tenant of this status answers. Null if nobody can reach it. */
function reachedAs(status: TenantRecord["status"]): Tenant["status"] | null {
  switch (status) {
    case "active":
    case "suspended":
      return status;
    case "deleting":
      return "suspended";
    case "provisioning":
    case "erasing":
    case "deleted":
      return null;
  }
}

/** Combines a tenant's record and its settings; null while the tenant is being provisioned, and once it is erased. */
export function tenantFrom(known: TenantRecord, own: Settings, pricing?: TenantPricing): Tenant | null {
  const status = reachedAs(known.status);
  if (status === null) return null;
  return {
    id: known.id,
    slug: known.slug,
    name: own.name,
    status,
    domains: known.domains,
    defaultLocale: own.defaultLocale,
    locales: own.locales,
    defaultCurrency: own.defaultCurrency,
    currencies: own.currencies,
    lowStockThreshold: own.lowStockThreshold,
    disabledModules: own.disabledModules,
    corsOrigins: own.corsOrigins,
    adminOrigin: own.adminOrigin,
    urlPatterns: own.urlPatterns,
    robots: own.robots,
    pricing,
    epoch: { epoch: known.epoch, floors: known.floors },
  };
}

/** A record that platform staff is shown: not of a tenant that is erased. */
export type ShownRecord = VersionedRecord & { readonly status: TenantResponse["status"] };

export function isShown(record: VersionedRecord): record is ShownRecord {
  return record.status !== "erasing" && record.status !== "deleted";
}

/** The wire shape of a tenant for platform staff. */
export function toTenantResponse(
  record: ShownRecord,
  own: Settings,
  modules: readonly ModuleFacts[],
): TenantResponse {
  const { shard: _, epoch: __, floors: ___, deletion, ...known } = record;
  return {
    ...known,
    deleteAt: deletion?.deleteAt ?? null,
    name: own.name,
    defaultCurrency: own.defaultCurrency,
    currencies: own.currencies,
    defaultLocale: own.defaultLocale,
    locales: own.locales,
    modules: modules.map(({ name }) => name).filter((name) => !own.disabledModules.includes(name)),
  };
}

/** All tenants, newest first. */
export const listTenants = defineViewQuery({
  name: "tenants.listTenants",
  access: "tenants:list",
  scope: "platform",
  input: pageRequest,
  output: pageOutput(tenantResponse),
  varies: [],
  async run(model, { limit, after, count }, { modules }) {
    const sizes = sql`SELECT tenants.id, octet_length(record) + octet_length(settings) AS bytes
      FROM tenants CROSS JOIN tenant_settings ON tenant_settings.tenant_id = tenants.id
      WHERE tenants.status NOT IN ('provisioning', 'erasing', 'deleted') AND tenants.id < ${after?.[0] ?? "~"} ORDER BY tenants.id DESC LIMIT ${limit + 1}`;
    const [rows = [], [total] = []] = await model.batch([
      statement(sql`WITH page AS MATERIALIZED (${fitted(sizes, sql`id DESC`)})
        SELECT page.id, page.fits, tenants.version, ${raw(stateColumns)} FROM page
        LEFT JOIN tenants ON tenants.id = page.id AND page.fits
        LEFT JOIN tenant_settings ON tenant_settings.tenant_id = tenants.id ORDER BY page.place`),
      ...(count
        ? [
            {
              sql: "SELECT count(*) AS total FROM tenants WHERE status NOT IN ('provisioning', 'erasing', 'deleted')",
              params: [],
            },
          ]
        : []),
    ]);
    const page = pageOf(
      rows,
      limit,
      (row) => [row.id ?? null],
      (row) => {
        const states = statesIn(row);
        if (states === null) return undefined;
        const record = { ...states.record, version: Number(row.version) };
        return isShown(record) ? toTenantResponse(record, states.settings, modules) : undefined;
      },
      isFitting,
    );
    return ok({ ...page, totalCount: total === undefined ? undefined : Number(total.total) });
  },
});

/** Reads the store's name, locales and currencies. */
export const readStore = defineViewQuery({
  name: "tenants.readStore",
  access: "public",
  input: z.object({}),
  output: storeShape,
  varies: [],
  async run(_, __, context) {
    const tenant = await context.tenant();
    if (!tenant.ok) return tenant;
    const { name, defaultLocale, locales, defaultCurrency, currencies } = tenant.value;
    return ok({
      name,
      defaultLocale,
      locales: [...locales],
      defaultCurrency,
      currencies: [...currencies],
      ...(isFound(tenant.value)
        ? {
            structuredData: organizationData(
              name,
              absoluteUrl(tenant.value, "/", originOf(tenant.value, context.origin)),
            ),
          }
        : {}),
    });
  },
});
