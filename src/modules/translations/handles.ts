import { and, eq, gte, lt, ne, sql } from "drizzle-orm";
import { placeholdersOf, prepared } from "../../kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { handleFromTitle } from "../../kernel/values/handle.ts";
import { type HandleKind, handles } from "./tables.ts";

/** Looks up the handles that a change of translations could conflict with. */
export interface HandleBook {
  /** Returns the current or former owner of a handle. Redirects are permanent, so no other owner can take it. */
  ownerOf(locale: string, handle: string): string | undefined;
  /** Returns current and former handles of other owners that could collide with one generated from the title. */
  takenNear(locale: string, title: string, self: string | null): ReadonlySet<string>;
}

export function openHandleBook(database: TenantDatabase, kind: HandleKind): HandleBook {
  return {
    ownerOf: (locale, handle) => handleRow(database).get({ kind, locale, handle })?.ownerId,
    takenNear(locale, title, self) {
      const handle = handleFromTitle(title);
      // A numeric suffix may shorten a long handle, so search with a shorter prefix.
      const isLong = handle.length > 240;
      const stem = isLong ? handle.slice(0, 240) : `${handle}-`;
      // No handle sorts between `x` and `x-`, so one range of the key covers both.
      const rows = database
        .select({ handle: handles.handle })
        .from(handles)
        .where(
          and(
            eq(handles.kind, kind),
            eq(handles.locale, locale),
            gte(handles.handle, isLong ? stem : handle),
            lt(handles.handle, `${stem}~`),
            ne(handles.ownerId, self ?? ""),
          ),
        )
        .all();
      return new Set(rows.map((row) => row.handle));
    },
  };
}

/** Makes a handle its owner's current one. The handle that it replaces becomes a redirect. */
export function claimHandles(
  database: TenantDatabase,
  kind: HandleKind,
  ownerId: string,
  { locale, handle }: { readonly locale: string; readonly handle: string },
): void {
  const row = { kind, locale, handle, ownerId, current: true };
  database.run(sql`UPDATE ${own} SET current = 0
    WHERE kind = ${kind} AND owner_id = ${ownerId} AND locale = ${locale} AND handle <> ${handle}`);
  handleUpsert(database).run(row);
}

/** Makes a handle one that its owner once had: a redirect. */
export function claimFormerHandle(
  database: TenantDatabase,
  kind: HandleKind,
  ownerId: string,
  { locale, handle }: { readonly locale: string; readonly handle: string },
): void {
  handleUpsert(database).run({ kind, locale, handle, ownerId, current: false });
}

/** Turns the current handle of a removed translation into a redirect. */
export function retireHandle(
  database: TenantDatabase,
  kind: HandleKind,
  ownerId: string,
  locale: string,
): void {
  database.run(sql`UPDATE ${own} SET current = 0
    WHERE kind = ${kind} AND owner_id = ${ownerId} AND locale = ${locale}`);
}

/** Names the index: without statistics SQLite would scan the handles of all products. */
const own = sql.raw("handles INDEXED BY handles_owner");

const handleRow = prepared((database) =>
  database
    .select()
    .from(handles)
    .where(
      and(
        eq(handles.kind, sql.placeholder("kind")),
        eq(handles.locale, sql.placeholder("locale")),
        eq(handles.handle, sql.placeholder("handle")),
      ),
    )
    .prepare(),
);
const handleUpsert = prepared((database) =>
  database
    .insert(handles)
    .values(placeholdersOf(handles))
    .onConflictDoUpdate({
      target: [handles.kind, handles.locale, handles.handle],
      set: { ownerId: sql`excluded.owner_id`, current: sql`excluded.current` },
    })
    .prepare(),
);

/** Deletes all handles of a deleted owner, redirects included. */
export function dropHandles(database: TenantDatabase, kind: HandleKind, ownerId: string): void {
  database.run(sql`DELETE FROM ${own} WHERE kind = ${kind} AND owner_id = ${ownerId}`);
}

/** Returns an owner's former handles, for its redirects in the read model. */
export function formerHandles(database: TenantDatabase, kind: HandleKind, ownerId: string) {
  return formerOf(database).all({ kind, ownerId });
}

const formerOf = prepared((database) =>
  database
    .select({ locale: sql<string>`locale`, handle: sql<string>`handle` })
    .from(own)
    .where(
      sql`kind = ${sql.placeholder("kind")} AND owner_id = ${sql.placeholder("ownerId")} AND current = 0`,
    )
    .prepare(),
);
