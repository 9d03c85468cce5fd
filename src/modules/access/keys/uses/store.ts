import { eq, sql } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { TenantDatabase } from "../../../../kernel/storage/storage.ts";

export const apiKeyUses = sqliteTable("api_key_uses", {
  keyId: text("key_id").primaryKey(),
  at: integer().notNull(),
});

/** Uses within a minute count as one. */
const precisionMs = 60_000;

/** When a key was used last, in milliseconds since 1970. Null if it never was. */
export function lastUseOf(database: TenantDatabase, keyId: string): number | null {
  return database.select().from(apiKeyUses).where(eq(apiKeyUses.keyId, keyId)).get()?.at ?? null;
}

/** Whether a use is to be noted. One in the future is of another clock. */
export function isDue(last: number | null, now: number): boolean {
  return last === null || last > now || now - last >= precisionMs;
}

/** Notes when a key was used. */
export function writeUse(database: TenantDatabase, keyId: string, at: number): void {
  database
    .insert(apiKeyUses)
    .values({ keyId, at })
    .onConflictDoUpdate({ target: apiKeyUses.keyId, set: { at: sql`excluded.at` } })
    .run();
}
