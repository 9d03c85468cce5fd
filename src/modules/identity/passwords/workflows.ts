import * as z from "zod";
import { oneCall } from "../../../kernel/operation/budget.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { refused } from "../../../kernel/values/result.ts";
import { readSingleUseToken } from "../single-use/token-format.ts";
import { beginPasswordChange, changePassword, invalidToken, resetPassword } from "./commands.ts";
import { passwordProblem } from "./rules.ts";
import { enteredPassword, newPassword } from "./schema.ts";

export const passwordChangeInput = z.strictObject({ current: enteredPassword, new: newPassword });

/** Changes one's own password. */
export const changeOwnPassword = defineWorkflow({
  name: "identity.changeOwnPassword",
  access: "account",
  input: passwordChangeInput,
  output: nothing,
  hasSecretInput: true,
  budget: {
    d1: 0,
    objects: 2,
    reason:
      "the passwords are compared and hashed at the edge, between reading the current one and storing the new one",
  },
  ports: ["passwords"],
  async run({ current, new: next }, { invoke }, { passwords }) {
    const begun = await invoke(beginPasswordChange, {}, { unkeyed: true });
    if (!begun.ok) return begun;
    const { stored, email } = begun.value;
    const problem = passwordProblem(next, email, "/new");
    if (problem !== null) return refused(problem);
    const matched = await passwords.matches(current, stored);
    if (!matched.ok) return matched;
    const wrong = { matched: false, hash: stored.hash, password: null };
    if (!matched.value) return invoke(changePassword, wrong);
    const hashed = await passwords.hash(next);
    return hashed.ok ? invoke(changePassword, { ...wrong, matched: true, password: hashed.value }) : hashed;
  },
});

export const mailedTokenText = z.string().min(1).max(200);
export const resetInput = z.strictObject({ token: mailedTokenText, password: newPassword });

/** Sets a new password with the token of a mail. */
export const confirmPasswordReset = defineWorkflow({
  name: "identity.confirmPasswordReset",
  access: "public",
  input: resetInput,
  output: nothing,
  tokenGuard: "input",
  hasSecretInput: true,
  budget: oneCall,
  ports: ["secrets", "passwords"],
  async run({ token, password }, { invoke, tenantId }, { secrets, passwords }) {
    const tokenId = await readSingleUseToken(secrets.signer, tenantId, "password-reset", token);
    if (tokenId === null) return refused(invalidToken);
    const problem = passwordProblem(password, null, "/password");
    if (problem !== null) return refused(problem);
    const hashed = await passwords.hash(password);
    return hashed.ok ? invoke(resetPassword, { tokenId, password: hashed.value }) : hashed;
  },
});
