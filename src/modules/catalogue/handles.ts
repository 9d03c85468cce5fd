import { and, eq, gte, lt, ne, or } from "drizzle-orm";
import { handleFromTitle } from "../../kernel/handle.ts";
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
    ownerOf(locale, handle) {
      const row = database
        .select()
        .from(handles)
        .where(and(eq(handles.kind, kind), eq(handles.locale, locale), eq(handles.handle, handle)))
        .get();
      return row?.ownerId;
    },
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
  const own = and(eq(handles.kind, kind), eq(handles.ownerId, ownerId), eq(handles.locale, locale));
  database
    .update(handles)
    .set({ current: false })
    .where(and(own, ne(handles.handle, handle)))
    .run();
  const row = { kind, locale, handle, ownerId, current: true };
  database
    .insert(handles)
    .values(row)
    .onConflictDoUpdate({
      target: [handles.kind, handles.locale, handles.handle],
      set: { ownerId, current: true },
    })
    .run();
}

/** The handles of a thing that is gone lead nowhere. */
export function dropHandles(database: TenantDatabase, kind: HandleKind, ownerId: string): void {
  database
    .delete(handles)
    .where(and(eq(handles.kind, kind), eq(handles.ownerId, ownerId)))
    .run();
}

/** Former handles of a thing, for its redirects in the read model. */
export function formerHandles(database: TenantDatabase, kind: HandleKind, ownerId: string) {
  return database
    .select({ locale: handles.locale, handle: handles.handle })
    .from(handles)
    .where(and(eq(handles.kind, kind), eq(handles.ownerId, ownerId), eq(handles.current, false)))
    .all();
}
