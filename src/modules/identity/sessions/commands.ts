import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { actorOf, isActive, readAccount, toAccountResponse } from "../accounts/account.ts";
import { accountResponse } from "../accounts/schema.ts";
import { identityIds } from "../ids.ts";
import { endSessions, sessionRevoked } from "./aggregate.ts";
import { decideRefresh } from "./rules.ts";
import { isLive, readLiveSession, readSession, rotate } from "./store.ts";

const notValid = refusal("invalid-refresh-token", "The refresh token is not valid any more. Sign in again.");

/** Which of the successors follows the token. Null if the session has just ended, because the token was used before. */
const refreshed = z.object({ sessionId: z.string(), successor: z.int(), user: accountResponse }).nullable();

/**
 * Replaces a session's refresh token. A token that was replaced before ends the session: of its two holders, one has copied
 * it. That is a decision like any other, so it is answered, not refused.
 */
export const refreshSession = defineCommand({
  name: "identity.refreshSession",
  access: "public",
  internal: true,
  input: z.object({ sessionId: z.string(), hash: z.string(), successors: z.array(z.string()).min(1) }),
  output: refreshed,
  load(database, { sessionId }) {
    const session = readSession(database, sessionId);
    return { session, account: session === undefined ? undefined : readAccount(database, session.accountId) };
  },
  decide({ session, account }, { hash, successors }, { now }) {
    if (session === undefined || account === undefined || !isActive(account) || !isLive(session, now))
      return refused(notValid);
    const { id, accountId } = session;
    const onBehalfOf = { actor: actorOf(account) };
    const decision = decideRefresh(session, { hash, successors }, now);
    if (decision === "reuse") {
      const revoked = sessionRevoked.of(id, { accountId, reason: "reuse" });
      return ok({ events: [revoked], onBehalfOf, answer: () => null });
    }
    const { successor, isNew } = decision;
    return ok({
      events: [],
      onBehalfOf,
      ...(isNew
        ? { writeState: (database) => rotate(database, session, successors[successor] ?? "", now) }
        : {}),
      answer: (database) => ({ sessionId: id, successor, user: toAccountResponse(database, account) }),
    });
  },
});

/** Ends the session of a refresh token. One that has ended already changes nothing. */
export const signOutSession = defineCommand({
  name: "identity.signOutSession",
  access: "public",
  internal: true,
  input: z.object({ sessionId: z.string(), hash: z.string() }),
  output: nothing,
  load: (database, { sessionId }) => readSession(database, sessionId),
  decide(session, { hash }, { now }) {
    const isHolder = session?.refreshHash === hash || session?.previousHash === hash;
    if (session === undefined || !isHolder || !isLive(session, now))
      return ok({ events: [], answer: () => null });
    const { id, accountId } = session;
    return ok({ events: [sessionRevoked.of(id, { accountId, reason: "sign-out" })], answer: () => null });
  },
});

/** Ends one of the caller's sessions. */
export const revokeOwnSession = defineCommand({
  name: "identity.revokeSession",
  access: "account",
  input: z.object({ id: opaqueId }),
  output: nothing,
  load: (database, { id }, { actor, now }) =>
    readLiveSession(database, canonicalId(identityIds.session, id), actor.id ?? "", now),
  decide(session) {
    if (session === undefined) return refused(refusal("not-found", "There is no such session."));
    const { id, accountId } = session;
    return ok({ events: [sessionRevoked.of(id, { accountId, reason: "revoked" })], answer: () => null });
  },
});

/** Ends all of the caller's sessions, also the one of the request. */
export const revokeOwnSessions = defineCommand({
  name: "identity.revokeSessions",
  access: "account",
  input: z.object({}),
  output: nothing,
  load: (database, _, { actor, now }) => endSessions(database, actor.id ?? "", "revoked", { now }),
  decide: (events) => ok({ events, answer: () => null }),
});
