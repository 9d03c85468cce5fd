import { and, eq, gte, lt, ne, or, sql } from "drizzle-orm";
import { handleFromTitle } from "../../kernel/handle.ts";
import { placeholdersOf, prepared } from "../../kernel/prepared.ts";
import type { TenantDatabase } from "../../kernel/storage.ts";
import { type HandleKind, handles } from "./tables.ts";

/** What is known of the handles that a change of translations could touch. */
export interface HandleBook {
  /** Whose a handle is, or was: a redirect is permanent, so nobody else gets it. */
  ownerOf(locale: string, handle: string): string | undefined;
  /** Handles that one made from this title must keep clear of: others', current and former. */
  takenNear(locale: string, title: string, self: string | null): ReadonlySet<string>;
}

export function openHandleBook(database: TenantDatabase, kind: HandleKind): HandleBook {
  return {
    ownerOf: (locale, handle) => handleRow(database).get({ kind, locale, handle })?.ownerId,
    takenNear(locale, title, self) {
      const handle = handleFromTitle(title);
      // A number may shorten a long handle, so what is near begins with less of it.
      const stem = handle.length > 240 ? handle.slice(0, 240) : `${handle}-`;
      const rows = database
        .select({ handle: handles.handle })
        .from(handles)
        .where(
          and(
            eq(handles.kind, kind),
            eq(handles.locale, locale),
            ne(handles.ownerId, self ?? ""),
            or(eq(handles.handle, handle), and(gte(handles.handle, stem), lt(handles.handle, `${stem}~`))),
          ),
        )
        .all();
      return new Set(rows.map((row) => row.handle));
    },
  };
}

/** Makes a handle lead to its owner; the one it replaces redirects from now on. */
export function claimHandles(
  database: TenantDatabase,
  kind: HandleKind,
  ownerId: string,
  { locale, handle }: { readonly locale: string; readonly handle: string },
): void {
  const row = { kind, locale, handle, ownerId, current: true };
  formerUpdate(database).run(row);
  handleUpsert(database).run(row);
}

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
const formerUpdate = prepared((database) =>
  database
    .update(handles)
    .set({ current: false })
    .where(
      and(
        eq(handles.kind, sql.placeholder("kind")),
        eq(handles.ownerId, sql.placeholder("ownerId")),
        eq(handles.locale, sql.placeholder("locale")),
        ne(handles.handle, sql.placeholder("handle")),
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

/** The handles of a thing that is gone lead nowhere. */
export function dropHandles(database: TenantDatabase, kind: HandleKind, ownerId: string): void {
  database
    .delete(handles)
    .where(and(eq(handles.kind, kind), eq(handles.ownerId, ownerId)))
    .run();
}

/** Former handles of a thing, for its redirects in the read model. */
export function formerHandles(database: TenantDatabase, kind: HandleKind, ownerId: string) {
  return formerOf(database).all({ kind, ownerId });
}

const formerOf = prepared((database) =>
  database
    .select({ locale: handles.locale, handle: handles.handle })
    .from(handles)
    .where(
      and(
        eq(handles.kind, sql.placeholder("kind")),
        eq(handles.ownerId, sql.placeholder("ownerId")),
        eq(handles.current, false),
      ),
    )
    .prepare(),
);
