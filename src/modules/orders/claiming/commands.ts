import * as z from "zod";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { readCustomer } from "../../customers/index.ts";
import { guestOrders } from "../store.ts";
import { claimableEmail, decideClaim } from "./rules.ts";

/** The most orders that one command claims. */
export const claimBatch = 50;

const byCustomer = z.object({ customerId: z.string() });

/** A customer claims orders that were placed as a guest with its verified e-mail address, oldest first. */
export const claimOrders = defineCommand({
  name: "orders.claimOrders",
  access: "orders:update",
  internal: true,
  input: byCustomer,
  output: z.object({ claimed: z.int() }),
  load: (database, { customerId }) => loadClaimable(database, customerId, claimBatch),
  decide: (ids, { customerId }) =>
    ok({ events: decideClaim(customerId, ids), answer: () => ({ claimed: ids.length }) }),
});

/** How many orders a customer can claim, up to a bound. */
export const countClaimable = defineObjectQuery({
  name: "orders.countClaimable",
  access: "orders:read",
  internal: true,
  input: byCustomer.extend({ atMost: z.int() }),
  output: z.int(),
  run: (database, { customerId, atMost }) => ok(loadClaimable(database, customerId, atMost).length),
});

function loadClaimable(database: TenantDatabase, customerId: string, atMost: number): readonly string[] {
  const customer = readCustomer(database, customerId);
  const email = customer === undefined ? null : claimableEmail(customer);
  return email === null ? [] : guestOrders(database, email, atMost);
}
