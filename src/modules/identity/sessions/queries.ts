import * as z from "zod";
import { grantEntries, noGrants } from "../../../kernel/access/permission.ts";
import { refusal } from "../../../kernel/api/problem.ts";
import type { Identify } from "../../../kernel/module.ts";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { isActive, ownAccount, readAccount, toAccountResponse } from "../accounts/account.ts";
import { accountResponse } from "../accounts/schema.ts";
import { sessionResponse } from "./schema.ts";
import { liveSessions, readLiveSession, type SessionRow } from "./store.ts";

/** Called by the edge. The grants of the account that a session belongs to; null if the session has ended. */
export const verifySession = defineObjectQuery({
  name: "identity.verifySession",
  access: "tenants:read",
  internal: true,
  whileSuspended: true,
  input: z.object({ sessionId: z.string(), accountId: z.string() }),
  output: z.object({ role: z.string().nullable(), grants: grantEntries }).nullable(),
  run(database, { sessionId, accountId }, { now, roles }) {
    const account = readAccount(database, accountId);
    const session = readLiveSession(database, sessionId, accountId, now);
    if (account === undefined || !isActive(account) || session === undefined) return ok(null);
    const role = account.kind === "staff" ? account.owner.role : null;
    // An edge of an older release makes the grants itself.
    return ok({ role, grants: [...(role === null ? noGrants : roles.grantsOf(role))] });
  },
});

/**
 * The grants of an account. Every command checks them, so that ending a session or an account takes effect at once. Work that
 * was requested earlier has no session.
 */
export const identifyAccount: Identify = (database, actor, now, roles, sessionId) => {
  if ((actor.kind !== "user" && actor.kind !== "customer") || actor.id === undefined) return null;
  const account = readAccount(database, actor.id);
  if (account === undefined || !isActive(account)) return null;
  if ((account.kind === "staff") !== (actor.kind === "user")) return null;
  if (sessionId !== null && readLiveSession(database, sessionId, account.id, now) === undefined) return null;
  return account.kind === "staff" ? roles.grantsOf(account.owner.role) : noGrants;
};

const unknownAccount = refused(refusal("unauthenticated", "The account no longer exists."));

/** The account that calls, as it sees itself. */
export const readMe = defineObjectQuery({
  name: "identity.readMe",
  access: "account",
  input: z.object({}),
  output: accountResponse,
  run(database, _, { actor }) {
    const account = ownAccount(database, actor);
    return account === undefined ? unknownAccount : ok(toAccountResponse(database, account));
  },
});

/** The caller's sessions, newest first. */
export const listSessions = defineObjectQuery({
  name: "identity.listSessions",
  access: "account",
  input: pageRequest,
  output: pageOutput(sessionResponse),
  run(database, { limit, after, count }, { actor, now, sessionId }) {
    const all = liveSessions(database, actor.id ?? "", now);
    const rest = after === null ? all : all.filter(({ id }) => id < String(after[0]));
    const shown = (row: SessionRow) => sessionResponse.parse(toSessionResponse(row, sessionId));
    return ok({
      ...pageOf(rest, limit, ({ id }) => [id], shown),
      totalCount: count ? all.length : undefined,
    });
  },
});

function toSessionResponse(row: SessionRow, current: string | null) {
  return {
    id: row.id,
    current: row.id === current,
    userAgent: row.userAgent,
    address: row.address,
    createdAt: new Date(row.createdAt).toISOString(),
    lastUsedAt: new Date(row.rotatedAt).toISOString(),
    expiresAt: new Date(row.expiresAt).toISOString(),
  };
}
