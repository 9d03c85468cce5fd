import * as z from "zod";
import { refusalAt } from "../../../kernel/api/problem.ts";
import { returnToken } from "../../../kernel/rate-limit/tokens.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { isActive, readAccount, targetOf } from "../accounts/account.ts";
import { mintedSession, openedSession } from "../sessions/schema.ts";
import { openingOf } from "../sign-in/opening.ts";
import { networkTokens } from "../throttles/tokens.ts";
import { answeredChallenge } from "./schema.ts";
import { changePasskey, findPasskey, spendChallenge, wasUsed } from "./store.ts";

/** Counts an attempt to sign in with a passkey, and answers what the edge verifies its signature with. */
export const beginPasskeySignIn = defineCommand({
  name: "identity.beginPasskeySignIn",
  access: "public",
  internal: true,
  input: z.object({ credentialId: z.string() }),
  output: z
    .object({
      accountId: z.string(),
      credentialId: z.string(),
      publicKey: z.string(),
      rpId: z.string(),
    })
    .nullable(),
  tokens: (_input, _database, context) => networkTokens(context, "failedSignInsFromNetwork"),
  load: (database, { credentialId }) => findPasskey(database, credentialId),
  decide: (passkey) => ok({ events: [], answer: () => answerOf(passkey) }),
});

function answerOf(passkey: ReturnType<typeof findPasskey>) {
  if (passkey === undefined) return null;
  const { accountId, credentialId, publicKey, rpId } = passkey;
  return { accountId, credentialId, publicKey, rpId };
}

export const notSignedIn = refusalAt(
  "invalid-credentials",
  "/credential",
  "The passkey is not known here, or its answer is not valid.",
);

/**
 * Opens a session for the owner of a passkey whose signature the edge has verified. The authenticator has verified the user
 * itself, so it counts as both factors.
 */
export const openPasskeySession = defineCommand({
  name: "identity.openPasskeySession",
  access: "public",
  internal: true,
  input: z.object({
    credentialId: z.string(),
    publicKey: z.string(),
    counter: z.int(),
    challenge: answeredChallenge,
    session: mintedSession,
  }),
  output: openedSession,
  target({ credentialId }, database) {
    const account = readAccount(database, findPasskey(database, credentialId)?.accountId ?? "");
    return account === undefined ? null : targetOf(account);
  },
  load(database, { credentialId, challenge }) {
    const passkey = findPasskey(database, credentialId);
    const account = passkey === undefined ? undefined : readAccount(database, passkey.accountId);
    return { passkey, account, isSpent: wasUsed(database, challenge) };
  },
  decide({ passkey, account, isSpent }, { publicKey, counter, challenge, session }, context) {
    if (passkey === undefined || account === undefined || isSpent) return refused(notSignedIn);
    // Meanwhile the passkey may have been used or replaced.
    const isNewer = counter > passkey.counter || (counter === 0 && passkey.counter === 0);
    if (passkey.publicKey !== publicKey || !isNewer || !isActive(account)) return refused(notSignedIn);
    return ok(
      openingOf(account, session, context, (database) => {
        spendChallenge(database, challenge);
        changePasskey(database, passkey.id, { counter, lastUsedAt: context.now });
        for (const token of networkTokens(context, "failedSignInsFromNetwork"))
          returnToken(database, token, context.now);
      }),
    );
  },
});
