import * as z from "zod";
import { passwordCost, passwordHash } from "../../../kernel/access/password.ts";
import { refusal } from "../../../kernel/api/problem.ts";
import type { TokenRequest } from "../../../kernel/rate-limit/token-policy.ts";
import { returnToken } from "../../../kernel/rate-limit/tokens.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../../kernel/write/command.ts";
import { emailKeyOf } from "../../customers/index.ts";
import { findByEmail, isActive, targetOf } from "../accounts/account.ts";
import { readPassword } from "../passwords/store.ts";
import { codeTokens } from "../second-factor/proof-commands.ts";
import { isOn, secondFactorProblem } from "../second-factor/rules.ts";
import { type EnteredCode, enteredCode } from "../second-factor/schema.ts";
import { readSecondFactor, spendCode } from "../second-factor/store.ts";
import { mintedSession, openedSession } from "../sessions/schema.ts";
import { isKnownNetwork } from "../sessions/store.ts";
import { accountKind } from "../sessions/tokens/access-token.ts";
import { attemptToken, networkTokens } from "../throttles/tokens.ts";
import { openingOf } from "./opening.ts";

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
  output: z.object({
    accountId: z.string().nullable(),
    stored: passwordHash,
    /** The sealed secret of the account's second factor. */
    sealed: z.string().nullable(),
  }),
  target,
  tokens: ({ email, kind }, database, context) => loadAttempt(database, email, kind, context).tokens,
  load: (database, { email, kind }, context) => loadAttempt(database, email, kind, context),
  decide({ account, stored, factor }) {
    return ok({
      events: [],
      answer: () =>
        account === undefined || stored === undefined
          ? { accountId: null, stored: nobodysPassword, sealed: null }
          : { accountId: account.id, stored, sealed: factor?.sealed ?? null },
    });
  },
});

const notSignedIn = refusal("invalid-credentials", "The e-mail address or the password is wrong.");

/** Whose account it is about, so that the audit log tells which one was tried. */
function target({ email, kind }: z.infer<typeof who>, database: TenantDatabase) {
  const account = findByEmail(database, email, kind);
  return account === undefined ? null : targetOf(account);
}

/** Opens a session, if the password was right, and the code of an account with a second factor. */
export const openSession = defineCommand({
  name: "identity.openSession",
  access: "public",
  internal: true,
  input: who.extend({
    accountId: z.string().nullable(),
    /** Whether the edge found the password right, compared with this hash. */
    matched: z.boolean(),
    hash: z.string(),
    code: enteredCode.nullable(),
    session: mintedSession,
  }),
  output: openedSession,
  target,
  tokens: codeAttempt,
  load: (database, { email, kind, code }, context) => loadAttempt(database, email, kind, context, code),
  decide({ account, stored, factor, tokens }, input, context) {
    const { accountId, matched, hash, code, session } = input;
    // Between the two steps, the password or the account with this address may have changed.
    const isProven = matched && account?.id === accountId && stored?.hash === hash;
    if (!isProven || account === undefined || !isActive(account)) return refused(notSignedIn);
    const problem = secondFactorProblem(factor, code);
    if (problem !== null) return refused(problem);
    return ok(
      openingOf(account, session, context, (database) => {
        if (isOn(factor) && code !== null) spendCode(database, account.id, code);
        // Only what failed counts.
        for (const token of [...tokens, ...codeAttempt(input, database, context)])
          returnToken(database, token, context.now);
      }),
    );
  },
});

/** A code of a second factor counts as an attempt of its own, once the password is right. */
function codeAttempt(
  { accountId, matched, code }: { accountId: string | null; matched: boolean; code: EnteredCode | null },
  database: TenantDatabase,
  context: Context,
): readonly TokenRequest[] {
  if (accountId === null || !matched || !isOn(readSecondFactor(database, accountId))) return [];
  const isKnown = isKnownNetwork(database, accountId, context.network, context.now);
  return codeTokens(accountId, { code }, context, isKnown);
}

/** The account, its password, and what the attempt counts against. */
function loadAttempt(
  database: TenantDatabase,
  email: string,
  kind: z.infer<typeof accountKind> | null,
  context: Context,
  code: EnteredCode | null = null,
) {
  const account = findByEmail(database, email, kind);
  // An address that nobody has takes the same reads.
  const accountId = account?.id ?? "";
  return {
    account,
    stored: readPassword(database, accountId),
    factor: readSecondFactor(database, accountId, code),
    tokens: tokensOf(database, email, accountId, context),
  };
}

/**
 * Strangers share one bucket per e-mail address, and one per network. Who has signed in to the account from this network has
 * a bucket of its own, so that nobody can lock the owner out.
 */
function tokensOf(
  database: TenantDatabase,
  email: string,
  accountId: string,
  context: Context,
): readonly TokenRequest[] {
  const { network, now } = context;
  if (network !== null && isKnownNetwork(database, accountId, network, now))
    return [attemptToken("signInsFromKnownNetwork", accountId, network)];
  return [
    ...networkTokens(context, "failedSignInsFromNetwork"),
    attemptToken("signInsToAccount", emailKeyOf(email)),
  ];
}
