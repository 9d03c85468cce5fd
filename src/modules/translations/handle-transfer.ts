import type { PointedError } from "../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { openHandleBook } from "./handles.ts";
import type { HandleKind } from "./tables.ts";

interface Named {
  readonly locale: string;
  readonly handle: string;
}

/** The handles and redirects of an imported resource that another one has. */
export function handleConflicts(
  database: TenantDatabase,
  kind: HandleKind,
  id: string,
  state: { readonly translations: readonly Named[]; readonly redirects: readonly Named[] },
): readonly PointedError[] {
  const book = openHandleBook(database, kind);
  return (["translations", "redirects"] as const).flatMap((list) =>
    state[list].flatMap(({ locale, handle }, index): readonly PointedError[] => {
      const owner = book.ownerOf(locale, handle);
      if (owner === undefined || owner === id) return [];
      const detail = `${owner} has the handle ${handle} in ${locale}.`;
      return [{ pointer: `/state/${list}/${index}/handle`, code: "duplicate-handle", detail }];
    }),
  );
}
