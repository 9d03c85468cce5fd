import { defineReaction, requestOf } from "../../../kernel/delivery/reaction.ts";
import { customerRegistered, customerUpdated } from "../../customers/index.ts";
import { claimBatch, claimOrders, countClaimable } from "./commands.ts";

/** The most orders that are claimed because of one event. */
const mostClaimed = 10_000;

/**
 * Once an account's e-mail address is verified, the orders that were placed with it as a guest become the customer's. Later
 * ones do when they are placed.
 */
export const claimGuestOrders = defineReaction<{ readonly emailVerifiedAt?: string | null | undefined }>({
  name: "orders.claims",
  consumes: [customerRegistered, customerUpdated],
  key: ({ aggregate }) => aggregate.id,
  async react({ aggregate: { id: customerId }, data }, { ask }) {
    if (typeof data.emailVerifiedAt !== "string") return [];
    const count = await ask(countClaimable, { customerId, atMost: mostClaimed });
    if (!count.ok) throw new Error(count.refusal.detail);
    const batches = Math.ceil(count.value / claimBatch);
    return Array.from({ length: batches }, () => requestOf(claimOrders, { customerId }));
  },
});
