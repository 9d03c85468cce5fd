import * as z from "zod";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { emailSchema } from "../../../kernel/text/email.ts";
import { ok } from "../../../kernel/values/result.ts";
import { enteredPassword } from "../passwords/schema.ts";
import { readEnteredCode } from "../second-factor/entered-code.ts";
import { otpText } from "../second-factor/schema.ts";
import { tokens } from "../sessions/schema.ts";
import { accountKind } from "../sessions/tokens/access-token.ts";
import { mintSession, tokensOf } from "../sessions/tokens/issue.ts";
import { beginSignIn, openSession } from "./commands.ts";

export const signInInput = z.strictObject({
  email: emailSchema,
  password: enteredPassword,
  kind: accountKind
    .optional()
    .describe(
      "Whose account: `staff` or `customer`. By default the staff's with this address, else the customer's.",
    ),
  otp: otpText
    .optional()
    .describe(
      "For an account with a second factor: the digits of the authenticator app, or a recovery code.",
    ),
});

/** Signs in with e-mail address and password. */
export const signIn = defineWorkflow({
  name: "identity.signIn",
  access: "public",
  input: signInInput,
  output: tokens,
  tokenGuard: "input",
  hasSecretInput: true,
  budget: {
    d1: 0,
    objects: 2,
    reason:
      "the password is compared at the edge, between reading what it is compared with and opening the session",
  },
  ports: ["secrets", "passwords"],
  async run({ email, password, kind = null, otp }, { invoke, tenantId, session }, { secrets, passwords }) {
    const begun = await invoke(beginSignIn, { email, kind }, { unkeyed: true });
    if (!begun.ok) return begun;
    const { accountId, stored, sealed } = begun.value;
    const matched = await passwords.matches(password, stored);
    if (!matched.ok) return matched;
    const hasCode = otp !== undefined && accountId !== null && sealed !== null && matched.value;
    const code = hasCode
      ? await readEnteredCode(otp, { tenantId, accountId, sealed }, secrets, session.now)
      : null;
    const minted = await mintSession(session, tenantId, secrets);
    const proof = { email, kind, accountId, matched: matched.value, hash: stored.hash, code };
    const opened = await invoke(openSession, { ...proof, session: minted });
    return opened.ok ? ok(await tokensOf(opened.value, session, tenantId, secrets)) : opened;
  },
});
