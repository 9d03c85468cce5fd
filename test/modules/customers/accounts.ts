import { z } from "zod";
import { defineModule } from "../../../src/kernel/module.ts";
import { nothing } from "../../../src/kernel/operation/operation.ts";
import { newId } from "../../../src/kernel/values/id.ts";
import { ok } from "../../../src/kernel/values/result.ts";
import { defineCommand } from "../../../src/kernel/write/command.ts";
import { decideAddress } from "../../../src/modules/customers/addresses/rules.ts";
import { customerAddressInput } from "../../../src/modules/customers/addresses/schema.ts";
import { readAddressBook } from "../../../src/modules/customers/addresses/store.ts";
import { customerIds } from "../../../src/modules/customers/ids.ts";
import {
  customerErased,
  decideCustomer,
  decideEmailVerified,
  loadVerifiable,
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
  load(database, { id }) {
    const customer = readCustomer(database, id);
    if (customer === undefined) throw new Error("there is no such customer");
    return loadVerifiable(database, customer);
  },
  decide(verifiable, _, { now }) {
    return ok({
      events: decideEmailVerified(verifiable, new Date(now).toISOString()),
      answer: () => null,
    });
  },
});

/** A customer whom staff has added gets an address, as from an import. */
const giveAddress = defineCommand({
  name: "accounts.giveAddress",
  access: "customers:manage",
  input: z.object({ customerId: z.string(), address: customerAddressInput }),
  output: byId,
  load: (database, { customerId }) => readAddressBook(database, customerId),
  decide(book, { customerId, address }, { newId: next }) {
    const id = next(customerIds.customerAddress);
    const events = decideAddress({ id, customerId }, address, book);
    return events.ok ? ok({ events: events.value, answer: () => ({ id }) }) : events;
  },
});

/** Erases the personal data of a customer, and nothing else. */
const erase = defineCommand({
  name: "accounts.erase",
  access: "customers:manage",
  input: byId,
  output: nothing,
  load: () => null,
  decide: (_, { id }) => ok({ events: [customerErased.of(id, {})], answer: () => null }),
});

/** What happens to the accounts of customers, in one step each. */
export const accounts = defineModule({
  name: "accounts",
  operations: [register, verify, giveAddress, erase],
});
