import { z } from "zod";
import { passwordHash } from "../../../kernel/access/password.ts";
import { refusalAt } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { newId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { customerIds } from "../../customers/ids.ts";
import { customerInput, decideCustomer, findAccount } from "../../customers/index.ts";
import { readAccount } from "../accounts/account.ts";
import { toAccountResponse } from "../accounts/schema.ts";
import { passwordProblem } from "../passwords/rules.ts";
import { newPassword } from "../passwords/schema.ts";
import { writePassword } from "../passwords/store.ts";
import { mintSession, tokensOf } from "../sessions/issue.ts";
import { mintedSession, openedSession, tokens } from "../sessions/schema.ts";
import { insertSession, rememberNetwork } from "../sessions/store.ts";
import { addTokens, networkBuckets, refusalOf } from "../throttles/buckets.ts";
import { sessionBytes } from "./commands.ts";

export const registerInput = customerInput.extend({ password: newPassword }).strict();

const taken = refusalAt("duplicate-email", "/email", "Another account has this e-mail address.");

/** Counts an attempt to register, before the edge hashes the password. */
export const beginRegistration = defineCommand({
  name: "identity.beginRegistration",
  access: "public",
  internal: true,
  input: z.object({}),
  output: nothing,
  load(database, _, context) {
    const buckets = networkBuckets(context, "registrationsFromNetwork");
    return { buckets, overdrawn: refusalOf(database, buckets, context.now) };
  },
  decide({ buckets, overdrawn }, _, { now }) {
    if (overdrawn !== null) return refused(overdrawn);
    return ok({
      events: [],
      writeState: (database) => addTokens(database, buckets, -1, now),
      answer: () => null,
    });
  },
});

/** Registers a customer, and signs it in. */
export const registerCustomer = defineCommand({
  name: "identity.registerCustomer",
  access: "public",
  internal: true,
  input: z.object({
    id: z.string(),
    customer: customerInput,
    password: passwordHash,
    session: mintedSession,
  }),
  output: openedSession,
  load: (database, { customer }) => findAccount(database, customer.email),
  decide(existing, { id, customer, password, session }, { now, network }) {
    if (existing !== undefined) return refused(taken);
    return ok({
      events: [decideCustomer(id, customer, { hasAccount: true })],
      onBehalfOf: { actor: { kind: "customer", id } },
      storedBytes: sessionBytes,
      writeState(database) {
        writePassword(database, id, password);
        insertSession(database, id, session, now);
        rememberNetwork(database, id, network, now);
      },
      answer(database) {
        const account = readAccount(database, id);
        if (account === undefined) throw new Error(`${id} was just written but cannot be read`);
        return { sessionId: session.id, sealed: session.sealed, user: toAccountResponse(database, account) };
      },
    });
  },
});

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
