import { count, eq, sql } from "drizzle-orm";
import tables from "../../../../migrations/tenant/0130_redirects.sql";
import { defineAggregate } from "../../../kernel/module.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import { sentFields } from "../../../kernel/values/patch.ts";
import { redirectLimits } from "../limits.ts";
import { redirectCreated, redirectDeleted, redirectUpdated } from "./events.ts";
import { ownPathOf } from "./paths.ts";
import type { Around } from "./rules.ts";
import { type Redirect, redirectState } from "./schema.ts";
import { redirects } from "./tables.ts";

export const redirectMigration: Migration = { name: "0130_redirects", sql: tables };

export const redirectAggregate = defineAggregate(redirectState, {
  apply(database, event) {
    const { id } = event.aggregate;
    const at = event.occurredAt;
    switch (event.type) {
      case redirectCreated.type: {
        writeRedirect(database, { id, ...redirectCreated.read(event), createdAt: at, updatedAt: at });
        return;
      }
      case redirectUpdated.type: {
        const current = readRedirect(database, id);
        const change = sentFields(redirectUpdated.read(event));
        if (current !== undefined) writeRedirect(database, { ...current, ...change, updatedAt: at });
        return;
      }
      case redirectDeleted.type:
        removeRedirect(database, id);
    }
  },
  state: (database, id) => readRedirect(database, id) ?? null,
});

export function readRedirect(database: TenantDatabase, id: string): Redirect | undefined {
  return shown(database.select().from(redirects).where(eq(redirects.id, id)).get());
}

export function redirectFrom(database: TenantDatabase, from: string): Redirect | undefined {
  return shown(database.select().from(redirects).where(eq(redirects.from, from)).get());
}

/** What the rules read around a redirect. */
export function readAround(database: TenantDatabase, { from, to }: Pick<Redirect, "from" | "to">): Around {
  const path = ownPathOf(to);
  const behind = database
    .select()
    .from(redirects)
    .where(eq(redirects.targetPath, from))
    .limit(redirectLimits.ledOn.value + 2)
    .all();
  const same = redirectFrom(database, from);
  return {
    same,
    ahead: path === null ? undefined : redirectFrom(database, path),
    behind: behind.map(({ targetPath: _, ...redirect }) => redirect),
    // Counting reads them all, and a path that has one gets no further one.
    count: same === undefined ? countRedirects(database) : null,
  };
}

function countRedirects(database: TenantDatabase): number {
  return database.select({ all: count() }).from(redirects).get()?.all ?? 0;
}

/** Redirects that lead to the path of another, a few of them. There are none, unless they came otherwise than by the rules. */
export function anyLedOn(database: TenantDatabase): readonly Pick<Redirect, "from" | "to">[] {
  return database.all<Pick<Redirect, "from" | "to">>(sql`
    SELECT one.from_path AS "from", one.target AS "to" FROM redirects AS one
    CROSS JOIN redirects AS other ON other.from_path = one.target_path LIMIT 5`);
}

/** Writes a redirect, also as another tenant exported it. */
export function writeRedirect(database: TenantDatabase, redirect: Redirect): void {
  const row = { ...redirect, targetPath: ownPathOf(redirect.to) };
  database.insert(redirects).values(row).onConflictDoUpdate({ target: redirects.id, set: row }).run();
}

export function removeRedirect(database: TenantDatabase, id: string): void {
  database.delete(redirects).where(eq(redirects.id, id)).run();
}

function shown(row: typeof redirects.$inferSelect | undefined): Redirect | undefined {
  if (row === undefined) return undefined;
  const { targetPath: _, ...redirect } = row;
  return redirect;
}
