import { z } from "zod";
import { passwordCost, passwordHash } from "../../../kernel/access/password.ts";
import { refusal } from "../../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../../kernel/write/command.ts";
import { emailKeyOf } from "../../customers/index.ts";
import { actorOf, findByEmail, isActive, readAccount, toAccountResponse } from "../accounts/account.ts";
import { readPassword } from "../passwords/store.ts";
import { mintedSession, openedSession } from "../sessions/schema.ts";
import { insertSession, isKnownNetwork, rememberNetwork } from "../sessions/store.ts";
import { accountKind } from "../sessions/tokens/access-token.ts";
import { addTokens, type Bucket, bucketOf, networkBuckets, refusalOf } from "../throttles/buckets.ts";
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
  load: (database, { email, kind }, context) => loadAttempt(database, email, kind, context),
  decide({ account, stored, buckets, overdrawn }, _, { now }) {
    if (overdrawn !== null) return refused(overdrawn);
    return ok({
      events: [],
      writeState: (database) => addTokens(database, buckets, -1, now),
      schedule: tidyLater(now),
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
  decide({ account, stored, buckets }, { accountId, matched, hash, session }, { now, network }) {
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
        addTokens(database, buckets, 1, now);
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
  const buckets = bucketsOf(database, email, account?.id, context);
  return {
    account,
    stored: account === undefined ? undefined : readPassword(database, account.id),
    buckets,
    overdrawn: refusalOf(database, buckets, context.now),
  };
}

/**
 * Strangers share one bucket per e-mail address, and one per network. Who has signed in to the account from this network has
 * a bucket of its own, so that nobody can lock the owner out.
 */
function bucketsOf(
  database: TenantDatabase,
  email: string,
  accountId: string | undefined,
  context: Context,
): readonly Bucket[] {
  const { network, now } = context;
  if (accountId !== undefined && network !== null && isKnownNetwork(database, accountId, network, now))
    return [bucketOf(context, "signInsFromKnownNetwork", accountId, network)];
  return [
    bucketOf(context, "signInsToAccount", emailKeyOf(email)),
    ...networkBuckets(context, "failedSignInsFromNetwork"),
  ];
}
