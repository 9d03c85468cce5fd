import { z } from "zod";
import { oneCall } from "../../../kernel/operation/budget.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { actorOf, emailVerified } from "../accounts/account.ts";
import { invalidToken } from "../passwords/commands.ts";
import { mailedTokenText } from "../passwords/workflows.ts";
import { accountOfToken, markUsed } from "../single-use/store.ts";
import { readSingleUseToken } from "../single-use/token-format.ts";

export const verificationInput = z.object({ token: mailedTokenText }).strict();

/** Verifies an e-mail address with the token of a mail. */
export const verifyEmail = defineCommand({
  name: "identity.verifyEmail",
  access: "public",
  internal: true,
  input: z.object({ tokenId: z.string() }),
  output: nothing,
  load: (database, { tokenId }, { now }) => accountOfToken(database, tokenId, "verify-email", now),
  decide(account, { tokenId }, { now }) {
    if (account === undefined) return refused(invalidToken);
    return ok({
      events: emailVerified(account, new Date(now).toISOString()),
      onBehalfOf: { actor: actorOf(account) },
      writeState: (database) => markUsed(database, tokenId, now),
      answer: () => null,
    });
  },
});

/** Verifies an e-mail address with the token of a mail. */
export const confirmEmailVerification = defineWorkflow({
  name: "identity.confirmEmailVerification",
  access: "public",
  input: verificationInput,
  output: nothing,
  tokenGuard: "input",
  budget: oneCall,
  ports: ["secrets"],
  async run({ token }, { invoke, tenantId }, { secrets }) {
    const tokenId = await readSingleUseToken(secrets.signer, tenantId, "verify-email", token);
    return tokenId === null ? refused(invalidToken) : invoke(verifyEmail, { tokenId });
  },
});
