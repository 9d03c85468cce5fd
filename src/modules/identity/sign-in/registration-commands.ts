import * as z from "zod";
import { passwordHash } from "../../../kernel/access/password.ts";
import { refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import {
  customerInput,
  decideCustomer,
  emailVerificationRequested,
  findAccount,
} from "../../customers/index.ts";
import { loadSettings } from "../../tenants/index.ts";
import { readAccount, toAccountResponse } from "../accounts/account.ts";
import { identityIds } from "../ids.ts";
import { writePassword } from "../passwords/store.ts";
import { mintedSession, openedSession } from "../sessions/schema.ts";
import { insertSession, rememberNetwork } from "../sessions/store.ts";
import { issueToken } from "../single-use/store.ts";
import { networkTokens } from "../throttles/tokens.ts";
import { tidyLater } from "../tidying.ts";
import { sessionBytes } from "./opening.ts";

const closed = refused(
  refusal("registration-disabled", "This shop takes no registrations. Ask the shop for an account."),
);
const taken = refusalAt("duplicate-email", "/email", "Another account has this e-mail address.");

/** Counts an attempt to register, before the edge hashes the password. */
export const beginRegistration = defineCommand({
  name: "identity.beginRegistration",
  access: "public",
  internal: true,
  input: z.object({}),
  output: nothing,
  tokens: (_input, _database, context) => networkTokens(context, "registrationsFromNetwork"),
  load: (database, _, context) => loadSettings(database, context).registrationEnabled,
  decide: (isOpen) => (isOpen ? ok({ events: [], answer: () => null }) : closed),
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
  load: (database, { customer }, context) => ({
    isOpen: loadSettings(database, context).registrationEnabled,
    existing: findAccount(database, customer.email),
  }),
  decide({ isOpen, existing }, { id, customer, password, session }, { now, network, newId }) {
    if (!isOpen) return closed;
    if (existing !== undefined) return refused(taken);
    const owner = { accountId: id, email: customer.email };
    const issued = issueToken(newId(identityIds.singleUseToken), "verify-email", owner, now);
    return ok({
      events: [
        decideCustomer(id, customer, { hasAccount: true }),
        emailVerificationRequested.of(id, issued.mailed),
      ],
      onBehalfOf: { actor: { kind: "customer", id } },
      storedBytes: sessionBytes,
      schedule: tidyLater(now),
      writeState(database) {
        writePassword(database, id, password);
        issued.write(database);
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
