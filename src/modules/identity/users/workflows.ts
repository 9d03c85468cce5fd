import * as z from "zod";
import { oneCall } from "../../../kernel/operation/budget.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { invalidToken } from "../passwords/commands.ts";
import { passwordProblem } from "../passwords/rules.ts";
import { newPassword } from "../passwords/schema.ts";
import { mailedTokenText } from "../passwords/workflows.ts";
import { tokens } from "../sessions/schema.ts";
import { mintSession, tokensOf } from "../sessions/tokens/issue.ts";
import { readSingleUseToken } from "../single-use/token-format.ts";
import { activateUser } from "./activation-commands.ts";
import { createUser } from "./commands.ts";
import { userInput, userResponse } from "./schema.ts";

/** Adds a member of the staff with a password. */
export const addUser = defineWorkflow({
  name: "identity.addUser",
  access: createUser.access,
  input: userInput,
  output: userResponse,
  hasSecretInput: true,
  budget: oneCall,
  ports: ["passwords"],
  async run({ password, ...fields }, { invoke }, { passwords }) {
    const problem = passwordProblem(password, fields.email, "/password");
    if (problem !== null) return refused(problem);
    const hashed = await passwords.hash(password);
    return hashed.ok ? invoke(createUser, { ...fields, password: hashed.value }) : hashed;
  },
});

export const acceptanceInput = z.strictObject({ token: mailedTokenText, password: newPassword });

/** Accepts an invitation to the staff. */
export const acceptInvitation = defineWorkflow({
  name: "identity.acceptInvitation",
  access: "public",
  input: acceptanceInput,
  output: tokens,
  tokenGuard: "input",
  hasSecretInput: true,
  budget: oneCall,
  ports: ["secrets", "passwords"],
  async run({ token, password }, { invoke, tenantId, session }, { secrets, passwords }) {
    const tokenId = await readSingleUseToken(secrets.signer, tenantId, "invitation", token);
    if (tokenId === null) return refused(invalidToken);
    const problem = passwordProblem(password, null, "/password");
    if (problem !== null) return refused(problem);
    const hashed = await passwords.hash(password);
    if (!hashed.ok) return hashed;
    const minted = await mintSession(session, tenantId, secrets);
    const opened = await invoke(activateUser, { tokenId, password: hashed.value, session: minted });
    return opened.ok ? ok(await tokensOf(opened.value, session, tenantId, secrets)) : opened;
  },
});
