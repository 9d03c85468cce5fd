import { z } from "zod";
import { defineModule } from "../../../src/kernel/module.ts";
import { nothing } from "../../../src/kernel/operation/operation.ts";
import { newId } from "../../../src/kernel/values/id.ts";
import { ok } from "../../../src/kernel/values/result.ts";
import { defineCommand } from "../../../src/kernel/write/command.ts";
import { customerIds } from "../../../src/modules/customers/ids.ts";
import {
  customerUpdated,
  decideCustomer,
  decideEmailVerified,
  readCustomer,
} from "../../../src/modules/customers/index.ts";

const byId = z.object({ id: z.string() });

/** Registers a customer, without a password. */
const register = defineCommand({
  name: "accounts.register",
  access: "customers:manage",
  input: z.object({ email: z.string() }),
  output: byId,
  load: () => null,
  decide(_, { email }, { now }) {
    const id = newId(customerIds.customer, now, Math.random);
    return ok({ events: [decideCustomer(id, { email }, { hasAccount: true })], answer: () => ({ id }) });
  },
});

/** The customer has followed the link in the mail. */
const verify = defineCommand({
  name: "accounts.verify",
  access: "customers:manage",
  input: byId,
  output: nothing,
  load: (database, { id }) => readCustomer(database, id),
  decide(customer, _, { now }) {
    if (customer === undefined) throw new Error("there is no such customer");
    return ok({
      events: decideEmailVerified(customer, new Date(now).toISOString()),
      answer: () => null,
    });
  },
});

/** Erases the personal data of a customer, and nothing else. */
const erase = defineCommand({
  name: "accounts.erase",
  access: "customers:manage",
  input: byId,
  output: nothing,
  load: () => null,
  decide: (_, { id }) => ok({ events: [customerUpdated.of(id, { person: null })], answer: () => null }),
});

/** What happens to the accounts of customers, in one step each. */
export const accounts = defineModule({ name: "accounts", operations: [register, verify, erase] });
