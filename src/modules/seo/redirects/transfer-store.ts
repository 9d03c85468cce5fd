import type { PointedError } from "../../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { ownPathOf } from "./paths.ts";
import { duplicateAt, loopAt } from "./rules.ts";
import { type Redirect, redirectInput, redirectState } from "./schema.ts";
import { anyLedOn, redirectFrom, removeRedirect, writeRedirect } from "./store.ts";

/** Redirects. A path has one. */
export const redirectTransfer = defineTransfer(redirectState, {
  event: "seo.redirect.imported",
  hasNames: true,
  conflicts: (database, { id, state }) => [...unsound(state), ...taken(database, id, state.from)],
  write: (database, { state }) => writeRedirect(database, state),
  remove: removeRedirect,
  // While lines are imported, one can lead to the path of another that a later line says has gone.
  missing: (database) =>
    anyLedOn(database).map(
      ({ from, to }) => `The redirect of ${from} leads to ${to}, which is redirected too.`,
    ),
});

/** What input would refuse, or would have stored in another spelling. */
function unsound({ from, to, status }: Redirect): readonly PointedError[] {
  const wanted = redirectInput.safeParse({ from, to, status });
  const error = (field: string, detail: string) => ({
    pointer: `/state/${field}`,
    code: "invalid-url",
    detail,
  });
  if (!wanted.success) return wanted.error.issues.map(({ path, message }) => error(path.join("/"), message));
  if (wanted.data.from !== from) return [error("from", `must be ${wanted.data.from}`)];
  if (wanted.data.to !== to) return [error("to", `must be ${wanted.data.to}`)];
  return ownPathOf(to) === from ? [loopAt("/state/to", from, to)] : [];
}

function taken(database: TenantDatabase, id: string, from: string): readonly PointedError[] {
  const same = redirectFrom(database, from);
  return same === undefined || same.id === id ? [] : [duplicateAt("/state/from", from)];
}
