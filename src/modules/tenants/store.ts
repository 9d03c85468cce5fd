import { and, asc, eq, gt, notInArray, sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import tables from "../../../migrations/tenant/0003_tenants.sql";
import stateVersions from "../../../migrations/tenant/0020_settings.sql";
import deletions from "../../../migrations/tenant/0100_deletions.sql";
import { defineAggregate } from "../../kernel/module.ts";
import { prepared } from "../../kernel/storage/prepared.ts";
import { remembered } from "../../kernel/storage/remembered.ts";
import type { Migration, TenantDatabase } from "../../kernel/storage/storage.ts";
import { sentFields } from "../../kernel/values/patch.ts";
import type { Context } from "../../kernel/write/command.ts";
import type { Envelope } from "../../kernel/write/event.ts";
import { oncePerCommand } from "../../kernel/write/once.ts";
import {
  localeDisabled,
  localeEnabled,
  moduleDisabled,
  moduleEnabled,
  settingsUpdated,
  tenantCreated,
  tenantDeleted,
  tenantDeletionCancelled,
  tenantDeletionRequested,
  tenantErasureBegun,
  tenantResumed,
  tenantSuspended,
  tenantUpdated,
} from "./events.ts";
import {
  accountDefaults,
  type Deletion,
  type Settings,
  settings,
  settingsState,
  type TenantRecord,
  taxationDefaults,
  tenantRecord,
  tenantState,
  unpaidOrderDefaults,
} from "./schema.ts";

export const migrations: readonly Migration[] = [
  { name: "0003_tenants", sql: tables },
  { name: "0020_settings", sql: stateVersions },
  { name: "0100_deletions", sql: deletions },
];

export const tenantRecords = sqliteTable(
  "tenant_records",
  {
    id: text().primaryKey(),
    slug: text().notNull().unique(),
    status: text().$type<TenantRecord["status"]>().notNull(),
    domains: text({ mode: "json" }).$type<readonly string[]>().notNull(),
    region: text(),
    shard: integer().notNull(),
    createdAt: text("created_at").notNull(),
    epoch: integer().notNull().default(1),
    floors: text({ mode: "json" }).$type<Readonly<Record<string, number>>>().notNull().default({}),
    deletion: text({ mode: "json" }).$type<Deletion>(),
  },
  (table) => [
    index("tenant_records_ending").on(table.status, table.id).where(sql`status IN ('deleting', 'erasing')`),
  ],
);

export const tenantDomains = sqliteTable(
  "tenant_domains",
  { domain: text().primaryKey(), tenantId: text("tenant_id").notNull() },
  (table) => [index("tenant_domains_tenant").on(table.tenantId)],
);

export const tenantSettings = sqliteTable("settings", {
  id: text().primaryKey(),
  settings: text({ mode: "json" }).$type<unknown>().notNull(),
  stateVersion: integer("state_version").notNull().default(1),
});

export const tenantAggregate = defineAggregate(tenantState, {
  apply(database, event) {
    const { id } = event.aggregate;
    switch (event.type) {
      case tenantCreated.type: {
        const record = tenantCreated.read(event);
        database
          .insert(tenantRecords)
          .values({ id, ...record })
          .run();
        writeDomains(database, id, record.domains);
        return;
      }
      case tenantUpdated.type: {
        const { status, domains, region, epoch, floors } = tenantUpdated.read(event);
        if (epoch !== undefined)
          database
            .update(tenantRecords)
            .set({ epoch, floors: floors ?? {} })
            .where(eq(tenantRecords.id, id))
            .run();
        if (region !== undefined)
          database.update(tenantRecords).set({ region }).where(eq(tenantRecords.id, id)).run();
        if (status !== undefined)
          database.update(tenantRecords).set({ status }).where(eq(tenantRecords.id, id)).run();
        if (domains === undefined) return;
        database.update(tenantRecords).set({ domains }).where(eq(tenantRecords.id, id)).run();
        writeDomains(database, id, domains);
        return;
      }
      default:
        applyDeletion(database, event);
    }
  },
  state: (database, id) => readRecord(database, id) ?? null,
});

function applyDeletion(database: TenantDatabase, event: Envelope): void {
  const { id } = event.aggregate;
  const at = event.occurredAt;
  const current = readRecord(database, id);
  const write = (values: Partial<typeof tenantRecords.$inferInsert>) =>
    database.update(tenantRecords).set(values).where(eq(tenantRecords.id, id)).run();
  if (event.type === tenantDeletionRequested.type) {
    const ends = { erasedAt: null, deletedAt: null, formerSlug: null };
    const deletion = { requestedAt: at, ...tenantDeletionRequested.read(event), ...ends };
    write({ status: "deleting", deletion });
    return;
  }
  const deletion = current?.deletion ?? null;
  if (current === undefined || deletion === null) throw new Error(`${id} is not about to be deleted`);
  switch (event.type) {
    case tenantDeletionCancelled.type:
      write({ status: deletion.before, deletion: null });
      return;
    case tenantErasureBegun.type:
      write({ status: "erasing", deletion: { ...deletion, erasedAt: at } });
      return;
    case tenantDeleted.type: {
      const ended = { ...deletion, deletedAt: at, formerSlug: current.slug };
      write({ status: "deleted", slug: id, domains: [], floors: {}, deletion: ended });
      writeDomains(database, id, []);
    }
  }
}

export const settingsAggregate = defineAggregate(settingsState, {
  apply(database, event) {
    const { id } = event.aggregate;
    const current = readSettings(database, id);
    const change = (values: Partial<Settings>) => {
      // The first event of a tenant contains all settings.
      const first = { status: "active", disabledModules: [] };
      const defaults = { ...unpaidOrderDefaults, ...accountDefaults, ...taxationDefaults };
      writeSettings(database, id, settings.parse({ ...first, ...defaults, ...current, ...values }));
    };
    switch (event.type) {
      case settingsUpdated.type:
        return change(sentFields(settingsUpdated.read(event)));
      case tenantSuspended.type:
        return change({ status: "suspended" });
      case tenantResumed.type:
        return change({ status: "active" });
      case localeEnabled.type:
        return change({
          locales: [...(current?.locales ?? []), localeEnabled.read(event).locale],
        });
      case localeDisabled.type: {
        const { locale } = localeDisabled.read(event);
        return change({ locales: (current?.locales ?? []).filter((other) => other !== locale) });
      }
      case moduleDisabled.type:
        return change({
          disabledModules: [...(current?.disabledModules ?? []), moduleDisabled.read(event).module],
        });
      case moduleEnabled.type: {
        const { module } = moduleEnabled.read(event);
        return change({
          disabledModules: (current?.disabledModules ?? []).filter((other) => other !== module),
        });
      }
    }
  },
  state: (database, id) => readSettings(database, id) ?? null,
});

/** Writes the settings of this object's tenant. */
export function writeSettings(database: TenantDatabase, id: string, next: Settings): void {
  const row = { id, settings: next, stateVersion: settingsState.version };
  settingsById.forget(database, id);
  database
    .insert(tenantSettings)
    .values(row)
    .onConflictDoUpdate({ target: tenantSettings.id, set: row })
    .run();
}

export function readRecord(database: TenantDatabase, id: string): TenantRecord | undefined {
  return toRecord(database.select().from(tenantRecords).where(eq(tenantRecords.id, id)).get());
}

export function readRecordBySlug(database: TenantDatabase, slug: string): TenantRecord | undefined {
  return toRecord(database.select().from(tenantRecords).where(eq(tenantRecords.slug, slug)).get());
}

/** The id of the tenant that owns a domain. */
export function ownerOfDomain(database: TenantDatabase, domain: string): string | undefined {
  return database.select().from(tenantDomains).where(eq(tenantDomains.domain, domain)).get()?.tenantId;
}

/** The settings of this object's tenant; undefined in the platform's own object. */
export function readSettings(database: TenantDatabase, id: string): Settings | undefined {
  return settingsById.get(database, id);
}

const settingsById = remembered((database, id) => settingsFrom(settingsRow(database).get({ id })));
const settingsRow = prepared((database) =>
  database
    .select()
    .from(tenantSettings)
    .where(eq(tenantSettings.id, sql.placeholder("id")))
    .prepare(),
);

/** The settings of a tenant. Every provisioned tenant has them after its first command; throws otherwise. */
export function settingsOf(database: TenantDatabase, tenantId: string): Settings {
  const settings = readSettings(database, tenantId);
  if (settings === undefined) throw new Error(`${tenantId} has no settings`);
  return settings;
}

/** The settings when the command began, for its `load`. Admission has already read them. */
export function loadSettings(database: TenantDatabase, context: Pick<Context, "tenantId">): Settings {
  const settings = settingsAtStart(database, context);
  if (settings === undefined) throw new Error(`${context.tenantId} has no settings`);
  return settings;
}

/** The tenant facts that every command is checked against. */
export function readTenancy(database: TenantDatabase, context: Pick<Context, "tenantId">) {
  const row = settingsAtStart(database, context);
  return { suspended: row?.status === "suspended", disabledModules: row?.disabledModules ?? [] };
}

const settingsAtStart = oncePerCommand((database, { tenantId }: Pick<Context, "tenantId">) =>
  readSettings(database, tenantId),
);

function settingsFrom(row: typeof tenantSettings.$inferSelect | undefined): Settings | undefined {
  return row === undefined ? undefined : settingsState.read(row.stateVersion, row.settings);
}

function toRecord(row: typeof tenantRecords.$inferSelect | undefined): TenantRecord | undefined {
  return row === undefined ? undefined : tenantRecord.parse(row);
}

function writeDomains(database: TenantDatabase, tenantId: string, domains: readonly string[]): void {
  database.delete(tenantDomains).where(eq(tenantDomains.tenantId, tenantId)).run();
  for (const domain of domains) database.insert(tenantDomains).values({ domain, tenantId }).run();
}

type Ending = TenantRecord & { readonly deletion: Deletion };

/** Tenants that are about to be deleted, those first whose time comes first, and tenants that are being erased. */
export function readEnding(database: TenantDatabase, limit: number) {
  const all = (["deleting", "erasing"] as const).map((status) =>
    database
      .select()
      .from(tenantRecords)
      .where(eq(tenantRecords.status, status))
      .all()
      .flatMap((row): readonly Ending[] => {
        const record = toRecord(row);
        return record === undefined || record.deletion === null
          ? []
          : [{ ...record, deletion: record.deletion }];
      }),
  );
  const [waiting = [], erasing = []] = all;
  const deleting = waiting.toSorted((a, b) => a.deletion.deleteAt.localeCompare(b.deletion.deleteAt));
  return {
    deleting: deleting.slice(0, limit),
    erasing: erasing.slice(0, limit),
    /** When the next grace period ends, besides those of some tenants. */
    nextDeletion: (besides: readonly string[]) =>
      Math.min(
        ...deleting.filter(({ id }) => !besides.includes(id)).map((one) => Date.parse(one.deletion.deleteAt)),
      ),
  };
}

/** The ids of tenants after an id, in order. Those that are erased have no object. */
export function readRecordIds(database: TenantDatabase, after: string, limit: number): readonly string[] {
  return database
    .select({ id: tenantRecords.id })
    .from(tenantRecords)
    .where(and(gt(tenantRecords.id, after), notInArray(tenantRecords.status, ["erasing", "deleted"])))
    .orderBy(asc(tenantRecords.id))
    .limit(limit)
    .all()
    .map(({ id }) => id);
}
