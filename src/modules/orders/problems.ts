import { defineProblems } from "../../kernel/api/problem.ts";

/** Problems of this module, besides the platform's own. */
export const problems = defineProblems({
  "refund-required": {
    status: 409,
    title: "Refund required",
    help: 'A paid order can be cancelled only with a refund. Send `"refund": true` to refund what was captured, or refund it first.',
  },
  "refund-exceeds-captured": {
    status: 422,
    title: "Refund exceeds captured amount",
    help: "The refunds of an order cannot exceed the captured amount that is not yet refunded.",
  },
  "unpaid-limit-exceeded": {
    status: 422,
    title: "Too many units in unpaid orders",
    help: "A shopper's unpaid orders can hold only so many units of a variant. `errors` lists the lines beyond that. Order less, or pay for earlier orders first. The shop sets the number.",
  },
  "exceeds-unshipped": {
    status: 422,
    title: "Quantity exceeds unshipped items",
    help: "`errors` lists each item that has fewer units left to ship, or is not in this order.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly orders: typeof problems;
  }
}
