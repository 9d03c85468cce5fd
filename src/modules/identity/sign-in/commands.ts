import { z } from "zod";
import { passwordCost, passwordHash } from "../../../kernel/access/password.ts";
import { refusal } from "../../../kernel/api/problem.ts";
import type { TokenRequest } from "../../../kernel/rate-limit/token-policy.ts";
import { returnToken } from "../../../kernel/rate-limit/tokens.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../../kernel/write/command.ts";
import { emailKeyOf } from "../../customers/index.ts";
import { actorOf, findByEmail, isActive, readAccount, toAccountResponse } from "../accounts/account.ts";
import { readPassword } from "../passwords/store.ts";
import { mintedSession, openedSession } from "../sessions/schema.ts";
import { insertSession, isKnownNetwork, rememberNetwork } from "../sessions/store.ts";
import { accountKind } from "../sessions/tokens/access-token.ts";
import { attemptToken, networkTokens } from "../throttles/tokens.ts";
import { tidyLater } from "../tidying.ts";
import { userLoggedIn } from "../users/events.ts";

const who = z.object({ email: z.string(), kind: accountKind.nullable() });

/** What a password is compared with if nobody has the e-mail address, so that it takes as long. */
const nobodysPassword = { salt: "AAAAAAAAAAAAAAAAAAAAAA", cost: passwordCost, hash: "A".repeat(43) };

/**
 * Counts an attempt to sign in, and answers what to compare the password with. The edge does that: it takes long, and the
 * tenant's object must not wait for it.
 */
export const beginSignIn = defineCommand({
  name: "identity.beginSignIn",
  access: "public",
  internal: true,
  input: who,
  output: z.object({ accountId: z.string().nullable(), stored: passwordHash }),
  tokens: ({ email, kind }, database, context) => loadAttempt(database, email, kind, context).tokens,
  load: (database, { email, kind }, context) => loadAttempt(database, email, kind, context),
  decide({ account, stored }) {
    return ok({
      events: [],
      answer: () =>
        account === undefined || stored === undefined
          ? { accountId: null, stored: nobodysPassword }
          : { accountId: account.id, stored },
    });
  },
});

const notSignedIn = refusal("invalid-credentials", "The e-mail address or the password is wrong.");

/** Opens a session, if the password was right and the account may still sign in. */
export const openSession = defineCommand({
  name: "identity.openSession",
  access: "public",
  internal: true,
  input: who.extend({
    accountId: z.string().nullable(),
    /** Whether the edge found the password right, compared with this hash. */
    matched: z.boolean(),
    hash: z.string(),
    session: mintedSession,
  }),
  output: openedSession,
  load: (database, { email, kind }, context) => loadAttempt(database, email, kind, context),
  decide({ account, stored, tokens }, { accountId, matched, hash, session }, { now, network }) {
    // Between the two steps, the password or the account with this address may have changed.
    const isProven = matched && account?.id === accountId && stored?.hash === hash;
    if (!isProven || account === undefined || !isActive(account)) return refused(notSignedIn);
    return ok({
      events: account.kind === "staff" ? [userLoggedIn.of(account.id, { sessionId: session.id })] : [],
      onBehalfOf: { actor: actorOf(account) },
      storedBytes: sessionBytes,
      schedule: tidyLater(now),
      writeState(database) {
        insertSession(database, account.id, session, now);
        rememberNetwork(database, account.id, network, now);
        // Only what failed counts.
        for (const token of tokens) returnToken(database, token, now);
      },
      answer: (database) => ({
        sessionId: session.id,
        sealed: session.sealed,
        user: toAccountResponse(database, readAccount(database, account.id) ?? account),
      }),
    });
  },
});

/** What a session takes in the object, at most. */
export const sessionBytes = 1_024;

/** The account, its password, and what the attempt counts against. */
function loadAttempt(
  database: TenantDatabase,
  email: string,
  kind: z.infer<typeof accountKind> | null,
  context: Context,
) {
  const account = findByEmail(database, email, kind);
  return {
    account,
    stored: account === undefined ? undefined : readPassword(database, account.id),
    tokens: tokensOf(database, email, account?.id, context),
  };
}

/**
 * Strangers share one bucket per e-mail address, and one per network. Who has signed in to the account from this network has
 * a bucket of its own, so that nobody can lock the owner out.
 */
function tokensOf(
  database: TenantDatabase,
  email: string,
  accountId: string | undefined,
  context: Context,
): readonly TokenRequest[] {
  const { network, now } = context;
  if (accountId !== undefined && network !== null && isKnownNetwork(database, accountId, network, now))
    return [attemptToken("signInsFromKnownNetwork", accountId, network)];
  return [
    ...networkTokens(context, "failedSignInsFromNetwork"),
    attemptToken("signInsToAccount", emailKeyOf(email)),
  ];
}
