import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Context, Decision } from "../../../kernel/write/command.ts";
import { type Account, actorOf, readAccount, toAccountResponse } from "../accounts/account.ts";
import type { MintedSession, OpenedSession } from "../sessions/schema.ts";
import { insertSession, rememberNetwork } from "../sessions/store.ts";
import { tidyLater } from "../tidying.ts";
import { userLoggedIn } from "../users/events.ts";

/** What a session takes in the object, at most. */
export const sessionBytes = 1_024;

/** Opens a session for an account that has shown that it signs in. `also` writes what this way of signing in notes. */
export function openingOf(
  account: Account,
  session: MintedSession,
  { now, network }: Context,
  also: (database: TenantDatabase) => void,
): Decision<OpenedSession> {
  return {
    events: account.kind === "staff" ? [userLoggedIn.of(account.id, { sessionId: session.id })] : [],
    onBehalfOf: { actor: actorOf(account) },
    isAudited: true,
    storedBytes: sessionBytes,
    schedule: tidyLater(now),
    writeState(database) {
      also(database);
      insertSession(database, account.id, session, now);
      rememberNetwork(database, account.id, network, now);
    },
    answer: (database) => ({
      sessionId: session.id,
      sealed: session.sealed,
      user: toAccountResponse(database, readAccount(database, account.id) ?? account),
    }),
  };
}
