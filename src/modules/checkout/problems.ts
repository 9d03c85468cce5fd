import { defineProblems } from "../../kernel/api/problem.ts";

/** Problems of this module, besides the platform's own. */
export const problems = defineProblems({
  "cart-changed": {
    status: 409,
    title: "Cart changed",
    help: "`errors` lists the lines whose price or availability changed. Show them to the shopper. To accept, change the cart or send the new total as `expectedTotal`.",
  },
  "cart-completed": {
    status: 409,
    title: "Cart already completed",
    help: "The cart has become an order. It cannot be changed or completed again. Create a new cart.",
  },
  "checkout-incomplete": {
    status: 422,
    title: "Checkout incomplete",
    help: "`errors` lists what is missing before the order can be placed.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly checkout: typeof problems;
  }
}
