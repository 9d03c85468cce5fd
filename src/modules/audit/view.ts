import { sql as ddl } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import * as z from "zod";
import { actorKinds } from "../../kernel/access/actor.ts";
import { auditRetentionMs, resourcesOf, trailRowOf } from "../../kernel/delivery/audit.ts";
import type { Subscription } from "../../kernel/delivery/subscription.ts";
import { fitted, isFitting } from "../../kernel/read/fitted.ts";
import {
  type Page,
  type PageRequest,
  pageOf,
  pageOutput,
  uncountedPageRequest,
} from "../../kernel/read/page.ts";
import { defineViewQuery } from "../../kernel/read/query.ts";
import { type Fragment, join, raw, sql, statement } from "../../kernel/storage/sql.ts";
import type { ReadModel, Row } from "../../kernel/storage/storage.ts";
import { ok } from "../../kernel/values/result.ts";
import { insertRows } from "../../projection/statements.ts";
import { eraseRows } from "./erased-rows.ts";
import { hiddenFrom } from "./extent.ts";
import { type AuditEntry, auditEntry } from "./schema.ts";

export const auditRows = sqliteTable(
  "audit",
  {
    tenantId: text("tenant_id").notNull(),
    epoch: integer().notNull(),
    seq: integer().notNull(),
    at: text().notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id"),
    action: text().notNull(),
    outcome: text().notNull(),
    code: text(),
    resources: text().notNull(),
    changes: text().notNull(),
    correlationId: text("correlation_id").notNull(),
    address: text(),
    counted: text(),
    traceId: text("trace_id"),
    hash: text(),
    digest: text(),
    /** The entry that erased this one. */
    erasedEpoch: integer("erased_epoch"),
    erasedSeq: integer("erased_seq"),
    /** What this entry erased: ids, as JSON. */
    erases: text(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.epoch, table.seq] }),
    index("audit_time").on(table.tenantId, table.at, table.epoch, table.seq),
    index("audit_actor").on(table.tenantId, table.actorId, table.at, table.epoch, table.seq),
    index("audit_age").on(table.at),
    index("audit_correlation").on(table.tenantId, table.correlationId, table.at, table.epoch, table.seq),
    index("audit_trace")
      .on(table.tenantId, table.traceId, table.at, table.epoch, table.seq)
      .where(ddl`trace_id IS NOT NULL`),
  ],
);

export const auditResources = sqliteTable(
  "audit_resources",
  {
    tenantId: text("tenant_id").notNull(),
    resourceId: text("resource_id").notNull(),
    at: text().notNull(),
    epoch: integer().notNull(),
    seq: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.resourceId, table.at, table.epoch, table.seq] }),
    index("audit_resources_age").on(table.at),
  ],
);

/** Projects every tenant's audit log into the read model, where it can be searched. */
export const auditSubscription: Subscription = {
  name: "audit",
  follows: "audit-log",
  project(run, tenantId) {
    return [
      ...insertRows(
        auditRows,
        run.map(({ digest = null, ...entry }) => ({
          ...{ tenantId, ...trailRowOf(entry), digest },
          ...{ erasedEpoch: null, erasedSeq: null },
        })),
      ),
      ...insertRows(
        auditResources,
        run.flatMap((entry) =>
          resourcesOf(entry).map(({ id: resourceId }) => ({
            ...{ tenantId, resourceId },
            ...{ at: entry.at, epoch: entry.epoch, seq: entry.seq },
          })),
        ),
      ),
      ...eraseRows(run, tenantId),
    ];
  },
  sweep(now) {
    const params = [new Date(now - auditRetentionMs).toISOString()];
    return [
      { sql: "DELETE FROM audit WHERE at < ?1", params },
      { sql: "DELETE FROM audit_resources WHERE at < ?1", params },
      { sql: "DELETE FROM erased WHERE at < ?1", params },
    ];
  },
};

const term = z.string().min(1).max(128).nullable().default(null);
const instant = z.iso.datetime().nullable().default(null);

/** Filters of a list of entries. Null means no filter. */
export const auditFilter = z.object({
  /** An actor's id or kind. */
  actor: term,
  /** The id of a resource. */
  resource: term,
  /** A command's name, or a kind of resource. */
  type: term,
  outcome: z.enum(["allowed", "refused"]).nullable().default(null),
  /** A request's id. */
  request: term,
  /** A trace id. */
  trace: term,
  from: instant,
  to: instant,
});
export type AuditFilter = z.infer<typeof auditFilter>;

/** Entries in the read model, newest first. */
export const readAudit = defineViewQuery({
  name: "audit.readEntries",
  access: "logs:read",
  scope: "any",
  internal: true,
  input: z.object({ ...auditFilter.shape, ...uncountedPageRequest.shape, limit: z.int().min(1).max(500) }),
  output: pageOutput(auditEntry),
  varies: [],
  run: async (model, input, { tenantId, ...context }) =>
    ok(await readAuditPage(model, tenantId, { ...input, hidden: hiddenFrom(tenantId, context) })),
});

/** Reads a page of entries in one round trip. */
export async function readAuditPage(
  model: ReadModel,
  tenantId: string,
  {
    after,
    limit,
    hidden = null,
    ...filter
  }: AuditFilter & Omit<PageRequest, "count"> & { readonly hidden?: Fragment | null },
): Promise<Page<AuditEntry>> {
  const [at = null, epoch = null, seq = null] = after ?? [];
  const { actor, type, outcome, request, trace, from, to } = filter;
  // Order by the columns of the index that the query uses, so that the database does not sort.
  const by = (column: string) => raw(`${filter.resource === null ? "a" : "r"}.${column}`);
  const conditions = [
    ...(actor === null ? [] : [sql`(a.actor_id = ${actor} OR a.actor_kind = ${actor})`]),
    ...(type === null ? [] : [ofType(type)]),
    ...(outcome === null ? [] : [sql`a.outcome = ${outcome}`]),
    ...(request === null ? [] : [sql`a.correlation_id = ${request}`]),
    ...(hidden === null ? [] : [sql`NOT ${hidden}`]),
    ...(trace === null ? [] : [sql`a.trace_id = ${trace}`]),
    sql`${by("at")} >= ${from ?? ""} AND ${by("at")} <= ${to ?? "~"}`,
    ...(at === null ? [] : [sql`(${by("at")}, ${by("epoch")}, ${by("seq")}) < (${at}, ${epoch}, ${seq})`]),
  ];
  const sizes = sql`SELECT a.at, a.epoch, a.seq, octet_length(a.resources) + octet_length(a.changes) + ${otherBytes} AS bytes
    FROM ${sourceOf(tenantId, filter)} WHERE ${join(conditions, " AND ")}
    ORDER BY ${by("at")} DESC, ${by("epoch")} DESC, ${by("seq")} DESC LIMIT ${limit + 1}`;
  const rows = await model.all(
    statement(sql`WITH page AS MATERIALIZED (${fitted(sizes, sql`at DESC, epoch DESC, seq DESC`)})
      SELECT page.at, page.epoch, page.seq, page.fits, ${shownColumns} FROM page
      LEFT JOIN audit AS a ON a.tenant_id = ${tenantId} AND a.epoch = page.epoch AND a.seq = page.seq AND page.fits
      ORDER BY page.place`),
  );
  const keyset = (row: Row) => [row.at ?? null, row.epoch ?? null, row.seq ?? null];
  return pageOf(rows, limit, keyset, entryFrom, isFitting);
}

/** The size of an entry besides its resources and changes, rounded up. */
const otherBytes = 500;
const shownColumns = raw(
  "a.actor_kind, a.actor_id, a.action, a.outcome, a.code, a.resources, a.changes, a.correlation_id, a.trace_id, a.address, a.counted, a.hash, a.erased_seq",
);

function ofType(type: string): Fragment {
  return sql`(a.action = ${type} OR EXISTS (
    SELECT 1 FROM json_each(a.resources) AS one WHERE json_extract(one.value, '$.type') = ${type}) OR EXISTS (
    SELECT 1 FROM json_each(a.counted, '$.operations') AS one WHERE one.key = ${type}))`;
}

/** The table and index to start from: by resource, request, trace or actor, or by time. */
function sourceOf(tenantId: string, { resource, actor, request, trace }: AuditFilter): Fragment {
  if (resource !== null) {
    return sql`audit_resources AS r CROSS JOIN audit AS a
      ON r.tenant_id = ${tenantId} AND r.resource_id = ${resource} AND a.tenant_id = ${tenantId} AND a.epoch = r.epoch AND a.seq = r.seq`;
  }
  if (request !== null)
    return sql`(SELECT one.* FROM audit AS one INDEXED BY audit_correlation WHERE one.tenant_id = ${tenantId} AND one.correlation_id = ${request}) AS a`;
  if (trace !== null)
    return sql`(SELECT one.* FROM audit AS one INDEXED BY audit_trace WHERE one.tenant_id = ${tenantId} AND one.trace_id = ${trace}) AS a`;
  if (actor === null || actorKinds.includes(actor))
    return sql`(SELECT one.* FROM audit AS one INDEXED BY audit_time WHERE one.tenant_id = ${tenantId}) AS a`;
  return sql`(SELECT one.* FROM audit AS one INDEXED BY audit_actor WHERE one.tenant_id = ${tenantId} AND one.actor_id = ${actor}) AS a`;
}

function entryFrom(row: Row): AuditEntry {
  return auditEntry.parse({
    epoch: row.epoch,
    seq: row.seq,
    at: row.at,
    actor: row.actor_id === null ? { kind: row.actor_kind } : { kind: row.actor_kind, id: row.actor_id },
    action: row.action,
    outcome: row.outcome,
    code: row.code,
    resources: JSON.parse(String(row.resources)),
    changes: JSON.parse(String(row.changes)),
    correlationId: row.correlation_id,
    traceId: row.trace_id,
    address: row.address,
    counted: row.counted === null ? null : JSON.parse(String(row.counted)),
    hash: row.hash,
    erasedBy: row.erased_seq,
  });
}
