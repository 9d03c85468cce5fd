import * as z from "zod";
import { nothing } from "../../../kernel/operation/operation.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { emailKeyOf } from "../../customers/index.ts";
import { actorOf, emailVerified, loadVerification } from "../accounts/account.ts";
import { identityIds } from "../ids.ts";
import { invalidToken } from "../passwords/commands.ts";
import { accountKind } from "../sessions/tokens/access-token.ts";
import { accountOfToken, markUsed } from "../single-use/store.ts";
import { attemptToken, networkTokens } from "../throttles/tokens.ts";
import { answerMailRequests, insertMailRequest, type MailRequest } from "./requests.ts";

const request = z.object({ email: z.string(), kind: accountKind.nullable() });

/** Asks for a mail with a link that resets the password. */
export const requestResetMail = defineMailRequest("identity.requestResetMail", "password-reset");

/** Asks for a mail with a link that verifies the address. */
export const requestVerificationMail = defineMailRequest("identity.requestVerificationMail", "verify-email");

/**
 * A command that counts a request for mail, and notes it. Whether anybody has the address, a job looks afterwards: so the
 * request does the same work in both cases, and its time says nothing.
 */
function defineMailRequest(name: string, purpose: MailRequest["purpose"]) {
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
    load: () => null,
    decide(_, { email, kind }, { now, newId }) {
      const id = newId(identityIds.singleUseToken);
      return ok({
        events: [],
        schedule: { job: answerMailRequests.name, at: now },
        storedBytes: 512,
        writeState: (database) => insertMailRequest(database, { id, purpose, email, kind }),
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
