import { asc, eq, sql } from "drizzle-orm";
import tables from "../../../../migrations/tenant/0138_releases.sql";
import { defineAggregate } from "../../../kernel/module.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import { sentFields } from "../../../kernel/values/patch.ts";
import type { Envelope } from "../../../kernel/write/event.ts";
import { releaseCreated, releaseDeleted, releaseFailed, releasePublished, releaseUpdated } from "./events.ts";
import { type Release, releaseState } from "./schema.ts";
import { releases } from "./tables.ts";

export const migration: Migration = { name: "0138_releases", sql: tables };

export const releaseAggregate = defineAggregate(releaseState, {
  apply(database, event) {
    const { id } = event.aggregate;
    if (event.type === releaseDeleted.type) return removeRelease(database, id);
    writeRelease(database, evolved(readRelease(database, id), event));
  },
  state: (database, id) => readRelease(database, id) ?? null,
});

export function readRelease(database: TenantDatabase, id: string): Release | undefined {
  const row = database.select().from(releases).where(eq(releases.id, id)).get();
  return row === undefined ? undefined : (releaseState.readJson(row.stateVersion, row.content) ?? undefined);
}

export function writeRelease(database: TenantDatabase, release: Release): void {
  const { id, status, publishAt } = release;
  const row = { id, status, publishAt, content: JSON.stringify(release), stateVersion: releaseState.version };
  database.insert(releases).values(row).onConflictDoUpdate({ target: releases.id, set: row }).run();
}

export function removeRelease(database: TenantDatabase, id: string): void {
  database.delete(releases).where(eq(releases.id, id)).run();
}

/** How many releases are not published. */
export function countOpen(database: TenantDatabase): number {
  const [row] = database.all<{ count: number }>(
    sql`SELECT count(*) AS count FROM releases WHERE status IN ('draft', 'scheduled', 'failed')`,
  );
  return row?.count ?? 0;
}

/** The scheduled release that is due first. */
export function firstScheduled(database: TenantDatabase): { id: string; publishAt: string } | undefined {
  const row = database
    .select({ id: releases.id, publishAt: releases.publishAt })
    .from(releases)
    // A literal, because the index is partial.
    .where(sql`status = 'scheduled' AND publish_at IS NOT NULL`)
    .orderBy(asc(releases.publishAt), asc(releases.id))
    .limit(1)
    .get();
  return row === undefined ? undefined : { id: row.id, publishAt: String(row.publishAt) };
}

function evolved(before: Release | undefined, event: Envelope): Release {
  const { id } = event.aggregate;
  const at = event.occurredAt;
  if (event.type === releaseCreated.type) {
    const created = releaseCreated.read(event);
    const since = { undo: [], failure: null, publishedAt: null, createdAt: at, updatedAt: at };
    return { ...created, id, status: waiting(created), ...since };
  }
  if (before === undefined) throw new Error(`${event.type} refers to ${id}, which does not exist`);
  switch (event.type) {
    case releaseUpdated.type: {
      const changed = { ...before, ...sentFields(releaseUpdated.read(event)) };
      return { ...changed, status: waiting(changed), failure: null, updatedAt: at };
    }
    case releasePublished.type:
      return {
        ...before,
        ...releasePublished.read(event),
        status: "published",
        publishAt: null,
        failure: null,
        updatedAt: at,
      };
    case releaseFailed.type:
      return {
        ...before,
        status: "failed",
        publishAt: null,
        failure: releaseFailed.read(event),
        updatedAt: at,
      };
    default:
      throw new Error(`releases do not know ${event.type}`);
  }
}

function waiting({ publishAt }: Pick<Release, "publishAt">): "draft" | "scheduled" {
  return publishAt === null ? "draft" : "scheduled";
}
