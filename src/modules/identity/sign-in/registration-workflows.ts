import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { newId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { customerIds } from "../../customers/ids.ts";
import { customerInput } from "../../customers/index.ts";
import { passwordProblem } from "../passwords/rules.ts";
import { newPassword } from "../passwords/schema.ts";
import { tokens } from "../sessions/schema.ts";
import { mintSession, tokensOf } from "../sessions/tokens/issue.ts";
import { beginRegistration, registerCustomer } from "./registration-commands.ts";

export const registerInput = customerInput.extend({ password: newPassword }).strict();

/** Registers a customer with a password. */
export const register = defineWorkflow({
  name: "identity.register",
  access: "public",
  input: registerInput,
  output: tokens,
  tokenGuard: "input",
  hasSecretInput: true,
  budget: {
    d1: 0,
    objects: 2,
    reason:
      "the password is hashed at the edge, after the attempt was counted and before the customer is stored",
  },
  ports: ["secrets", "passwords"],
  async run({ password, ...customer }, { invoke, tenantId, session }, { secrets, passwords }) {
    const problem = passwordProblem(password, customer.email, "/password");
    if (problem !== null) return refused(problem);
    const begun = await invoke(beginRegistration, {}, { unkeyed: true });
    if (!begun.ok) return begun;
    const hashed = await passwords.hash(password);
    if (!hashed.ok) return hashed;
    const id = newId(customerIds.customer, session.now, Math.random);
    const minted = await mintSession(session, tenantId, secrets);
    const opened = await invoke(registerCustomer, { id, customer, password: hashed.value, session: minted });
    return opened.ok ? ok(await tokensOf(opened.value, session, tenantId, secrets)) : opened;
  },
});
