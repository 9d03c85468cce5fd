import * as z from "zod";
import { oneCall } from "../../../kernel/operation/budget.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { emailSchema } from "../../../kernel/text/email.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { invalidToken } from "../passwords/commands.ts";
import { mailedTokenText } from "../passwords/workflows.ts";
import { accountKind } from "../sessions/tokens/access-token.ts";
import { readSingleUseToken } from "../single-use/token-format.ts";
import { requestResetMail, requestVerificationMail, verifyEmail } from "./commands.ts";

export const verificationInput = z.strictObject({ token: mailedTokenText });

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

export const mailRequestInput = z.strictObject({ email: emailSchema, kind: accountKind.optional() });

/** What a request for mail answers, whether there is an account or not. */
export const accepted = z.object({ status: z.literal("accepted") });

/** Asks for a password reset. */
export const requestPasswordReset = defineRequest("identity.requestPasswordReset", requestResetMail);

/** Asks for the verification of an e-mail address. */
export const requestEmailVerification = defineRequest(
  "identity.requestEmailVerification",
  requestVerificationMail,
);

/** A workflow, so that no header of the answer tells whether there was an event. */
function defineRequest(name: string, command: typeof requestResetMail) {
  return defineWorkflow({
    name,
    access: "public",
    input: mailRequestInput,
    output: accepted,
    budget: oneCall,
    once: true,
    async run({ email, kind = null }, { invoke }) {
      const requested = await invoke(command, { email, kind }, { unkeyed: true });
      return requested.ok ? ok({ status: "accepted" }) : requested;
    },
  });
}
