import { refusal } from "../../../kernel/api/problem.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { refused } from "../../../kernel/values/result.ts";
import { listOrdersOfCustomer } from "../view/list-own-orders.ts";
import { listedStoreOrderShape } from "../wire-schema.ts";

/** The orders of the customer who has signed in. An order's token opens that order only. */
export const listOwnOrders = defineWorkflow({
  name: "orders.listOwnOrders",
  access: "customer",
  input: pageRequest,
  output: pageOutput(listedStoreOrderShape),
  budget: { d1: 1, objects: 0 },
  async run(page, { session: { actor }, invoke }) {
    if (actor.kind !== "customer" || actor.id === undefined)
      return refused(refusal("unauthenticated", "Sign in as a customer."));
    return invoke(listOrdersOfCustomer, { ...page, customerId: actor.id });
  },
});
