import { and, count, desc, eq, isNull, lt } from "drizzle-orm";
import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import tables from "../../../../migrations/tenant/0002_access.sql";
import rightsAndUses from "../../../../migrations/tenant/0076_api_keys.sql";
import { defineAggregate, type Identify } from "../../../kernel/module.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Envelope } from "../../../kernel/write/event.ts";
import { queryMigration } from "../queries/store.ts";
import { migration as roleMigration } from "../roles/store.ts";
import { apiKeyCreated, apiKeyRevoked } from "./events.ts";
import { isLive } from "./rules.ts";
import { apiKeyState } from "./schema.ts";
import { grantsOfKey } from "./scopes/rules.ts";

export const migrations: readonly Migration[] = [
  { name: "0002_access", sql: tables },
  { name: "0076_api_keys", sql: rightsAndUses },
  roleMigration,
  queryMigration,
];

export const apiKeys = sqliteTable(
  "api_keys",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    /** Null for a publishable key. */
    role: text(),
    hash: text().notNull(),
    createdAt: text("created_at").notNull(),
    expiresAt: text("expires_at"),
    revokedAt: text("revoked_at"),
    kind: text({ enum: ["secret", "publishable"] })
      .notNull()
      .default("secret"),
    scopes: text({ mode: "json" }).$type<readonly string[]>(),
    queries: text({ enum: ["any", "registered"] })
      .notNull()
      .default("any"),
  },
  (table) => [index("api_keys_role").on(table.role)],
);

/** A key as it is stored. */
export type StoredKey = ReturnType<typeof fromRow>;

export const apiKeyAggregate = defineAggregate(apiKeyState, {
  apply(database, event) {
    switch (event.type) {
      case apiKeyCreated.type: {
        database
          .insert(apiKeys)
          .values({ id: event.aggregate.id, ...apiKeyCreated.read(event) })
          .run();
        return;
      }
      case apiKeyRevoked.type:
        applyRevoked(database, event);
    }
  },
  state: (database, id) => publicKey(readKey(database, id)) ?? null,
});

/** What a key is called. Undefined if there is none. */
export function nameOfKey(database: TenantDatabase, id: string): string | undefined {
  return database.select({ name: apiKeys.name }).from(apiKeys).where(eq(apiKeys.id, id)).get()?.name;
}

export function readKey(database: TenantDatabase, id: string): StoredKey | undefined {
  const row = database.select().from(apiKeys).where(eq(apiKeys.id, id)).get();
  return row === undefined ? undefined : fromRow(row);
}

/** Lists keys with an id less than `before`, newest first. */
export function listKeys(database: TenantDatabase, before: string | null, limit: number) {
  const older = before === null ? undefined : lt(apiKeys.id, before);
  return database.select().from(apiKeys).where(older).orderBy(desc(apiKeys.id)).limit(limit).all();
}

/** How many live keys have a role. */
export function countKeysWith(database: TenantDatabase, role: string, now: number): number {
  const keys = database
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.role, role), isNull(apiKeys.revokedAt)))
    .all();
  return keys.filter((key) => isLive(key, now)).length;
}

export function countKeys(database: TenantDatabase): number {
  return database.select({ total: count() }).from(apiKeys).get()?.total ?? 0;
}

/** The grants of a live key. Every command checks them, so revoking a key takes effect at once. */
export const identifyKey: Identify = (database, actor, now, roles) => {
  if (actor.kind !== "apiKey") return null;
  const key = readKey(database, actor.id);
  // Nobody acts as a publishable key.
  return key !== undefined && key.role !== null && isLive(key, now) ? grantsOfKey(key, roles) : null;
};

function applyRevoked(database: TenantDatabase, event: Envelope): void {
  const { revokedAt } = apiKeyRevoked.read(event);
  database.update(apiKeys).set({ revokedAt }).where(eq(apiKeys.id, event.aggregate.id)).run();
}

function publicKey(key: StoredKey | undefined) {
  if (key === undefined) return undefined;
  const { hash: _, ...visible } = key;
  return visible;
}

function fromRow({ scopes, ...row }: typeof apiKeys.$inferSelect) {
  return { ...row, scopes: scopes === null ? null : [...scopes] };
}
