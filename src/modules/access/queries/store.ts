import { and, asc, count, eq, gt, inArray, sql } from "drizzle-orm";
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import tables from "../../../../migrations/tenant/0120_registered_queries.sql";
import { defineAggregate } from "../../../kernel/module.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import { queryRegistered, queryRemoved } from "./events.ts";
import { type RegisteredQuery, registeredQueryState } from "./schema.ts";

export const queryMigration: Migration = { name: "0120_registered_queries", sql: tables };

export const registeredQueries = sqliteTable(
  "registered_queries",
  {
    keyId: text("key_id").notNull(),
    hash: text().notNull(),
    id: text().notNull().unique(),
    name: text(),
    query: text().notNull(),
    createdAt: text("created_at").notNull(),
    stateVersion: integer("state_version").notNull(),
  },
  (table) => [primaryKey({ columns: [table.keyId, table.hash] })],
);

export const registeredQueryRevisions = sqliteTable("registered_query_revisions", {
  keyId: text("key_id").primaryKey(),
  revision: integer().notNull(),
});

export const registeredQueryAggregate = defineAggregate(registeredQueryState, {
  apply(database, event) {
    const { id } = event.aggregate;
    if (event.type === queryRegistered.type) {
      const { keyId, hash, name, query } = queryRegistered.read(event);
      const row = { id, keyId, hash, name, query, createdAt: event.occurredAt };
      database
        .insert(registeredQueries)
        .values({ ...row, stateVersion: registeredQueryState.version })
        .run();
      countChange(database, keyId);
      return;
    }
    database.delete(registeredQueries).where(eq(registeredQueries.id, id)).run();
    countChange(database, queryRemoved.read(event).keyId);
  },
  state: (database, id) =>
    queryOf(database.select().from(registeredQueries).where(eq(registeredQueries.id, id)).get()) ?? null,
});

/** A query of a key, by its id or its hash. */
export function readQuery(
  database: TenantDatabase,
  keyId: string,
  name: { readonly id: string } | { readonly hash: string },
): RegisteredQuery | undefined {
  const named = "id" in name ? eq(registeredQueries.id, name.id) : eq(registeredQueries.hash, name.hash);
  const ofKey = and(eq(registeredQueries.keyId, keyId), named);
  return queryOf(database.select().from(registeredQueries).where(ofKey).get());
}

/** The queries of a key with these hashes. */
export function queriesWith(
  database: TenantDatabase,
  keyId: string,
  hashes: readonly string[],
): readonly RegisteredQuery[] {
  const named = and(eq(registeredQueries.keyId, keyId), inArray(registeredQueries.hash, [...hashes]));
  return database
    .select()
    .from(registeredQueries)
    .where(named)
    .all()
    .flatMap((row) => queryOf(row) ?? []);
}

/** Lists a key's queries whose hash is greater than `after`, by hash. */
export function listQueries(
  database: TenantDatabase,
  keyId: string,
  after: string | null,
  limit: number,
): readonly RegisteredQuery[] {
  const later = after === null ? undefined : gt(registeredQueries.hash, after);
  return database
    .select()
    .from(registeredQueries)
    .where(and(eq(registeredQueries.keyId, keyId), later))
    .orderBy(asc(registeredQueries.hash))
    .limit(limit)
    .all()
    .flatMap((row) => queryOf(row) ?? []);
}

/** How many queries are registered, of one key or of all. */
export function countQueries(database: TenantDatabase, keyId?: string): number {
  const ofKey = keyId === undefined ? undefined : eq(registeredQueries.keyId, keyId);
  return database.select({ total: count() }).from(registeredQueries).where(ofKey).get()?.total ?? 0;
}

/** A number that changes with each change of a key's queries. */
export function revisionOf(database: TenantDatabase, keyId: string): number {
  return (
    database.select().from(registeredQueryRevisions).where(eq(registeredQueryRevisions.keyId, keyId)).get()
      ?.revision ?? 0
  );
}

function countChange(database: TenantDatabase, keyId: string): void {
  database
    .insert(registeredQueryRevisions)
    .values({ keyId, revision: 1 })
    .onConflictDoUpdate({
      target: registeredQueryRevisions.keyId,
      set: { revision: sql`${registeredQueryRevisions.revision} + 1` },
    })
    .run();
}

function queryOf(row: typeof registeredQueries.$inferSelect | undefined): RegisteredQuery | undefined {
  if (row === undefined) return undefined;
  const { stateVersion, ...state } = row;
  return registeredQueryState.read(stateVersion, state);
}
