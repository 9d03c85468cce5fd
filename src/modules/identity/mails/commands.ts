import { z } from "zod";
import { nothing } from "../../../kernel/operation/operation.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { emailKeyOf, emailVerificationRequested, passwordResetRequested } from "../../customers/index.ts";
import {
  type Account,
  actorOf,
  emailVerified,
  findByEmail,
  isActive,
  loadVerification,
} from "../accounts/account.ts";
import { identityIds } from "../ids.ts";
import { invalidToken } from "../passwords/commands.ts";
import { accountKind } from "../sessions/tokens/access-token.ts";
import type { TokenPurpose } from "../single-use/schema.ts";
import { accountOfToken, type IssuedToken, issueToken, markUsed } from "../single-use/store.ts";
import { attemptToken, networkTokens } from "../throttles/tokens.ts";
import { tidyLater } from "../tidying.ts";
import { userResetRequested } from "../users/events.ts";

const request = z.object({ email: z.string(), kind: accountKind.nullable() });

/** Asks for a mail with a link that resets the password. An address without an account gets none, and the answer is the same. */
export const requestResetMail = defineMailRequest(
  "identity.requestResetMail",
  "password-reset",
  (account, mailed) =>
    account.kind === "staff"
      ? userResetRequested.of(account.id, mailed)
      : passwordResetRequested.of(account.id, mailed),
);

/** Asks for a mail with a link that verifies the address. Addresses that are verified get none. */
export const requestVerificationMail = defineMailRequest(
  "identity.requestVerificationMail",
  "verify-email",
  (account, mailed) =>
    account.kind === "customer" && account.owner.emailVerifiedAt === null
      ? emailVerificationRequested.of(account.id, mailed)
      : null,
);

/** A command that counts a request for mail, and issues a token if there is somebody to get it. */
function defineMailRequest(
  name: string,
  purpose: TokenPurpose,
  eventFor: (account: Account, mailed: IssuedToken["mailed"]) => NewEvent | null,
) {
  return defineCommand({
    name,
    access: "public",
    internal: true,
    input: request,
    output: nothing,
    tokens: ({ email }, _database, context) => [
      ...networkTokens(context, "mailsFromNetwork"),
      attemptToken("mailsToAddress", emailKeyOf(email)),
    ],
    load: (database, { email, kind }) => findByEmail(database, email, kind),
    decide(account, { email }, { now, newId }) {
      const issued =
        account !== undefined && isActive(account)
          ? issueToken(newId(identityIds.singleUseToken), purpose, { accountId: account.id, email }, now)
          : null;
      const event = account === undefined || issued === null ? null : eventFor(account, issued.mailed);
      return ok({
        events: event === null ? [] : [event],
        schedule: tidyLater(now),
        writeState(database) {
          if (event !== null) issued?.write(database);
        },
        answer: () => null,
      });
    },
  });
}

/** Verifies an e-mail address with the token of a mail. */
export const verifyEmail = defineCommand({
  name: "identity.verifyEmail",
  access: "public",
  internal: true,
  input: z.object({ tokenId: z.string() }),
  output: nothing,
  load(database, { tokenId }, { now }) {
    const account = accountOfToken(database, tokenId, "verify-email", now);
    return account && { account, verification: loadVerification(database, account) };
  },
  decide(loaded, { tokenId }, { now }) {
    if (loaded === undefined) return refused(invalidToken);
    const { account, verification } = loaded;
    return ok({
      events: emailVerified(verification, new Date(now).toISOString()),
      onBehalfOf: { actor: actorOf(account) },
      writeState: (database) => markUsed(database, tokenId, now),
      answer: () => null,
    });
  },
});
