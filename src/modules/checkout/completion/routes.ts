import * as z from "zod";
import type { ProblemCode } from "../../../kernel/api/problem.ts";
import { defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { checkoutInput, completionInput } from "./schema.ts";
import { placeCartOrder, placeOrder } from "./workflows.ts";

const returns = "The order, with an access token for shoppers without an account";
const location = ({ id }: { readonly id: string }) => `/v1/store/orders/${id}`;
const eitherWay: readonly ProblemCode[] = [
  "cart-changed",
  "checkout-incomplete",
  "insufficient-inventory",
  "unpaid-limit-exceeded",
  "currency-not-enabled",
  "too-large",
];

export const completionRoutes = [
  defineRoute({
    method: "post",
    path: "/v1/store/carts/{id}/complete",
    tag: "Checkout",
    operationId: "completeCart",
    summary: "Complete a cart",
    description:
      "Places the cart's order: reserves the stock and fixes prices, tax and totals in one transaction. The cart needs a line, an email address and, if anything ships, an address and a shipping option. Prices that have changed are refused until the cart is changed or `expectedTotal` accepts them.",
    operation: placeCartOrder,
    params: z.object({ id: opaqueId }),
    body: completionInput,
    // `/items/<n>`, `/email` and so on are the cart's.
    pointsIntoResource: true,
    input: ({ params: { id }, body }) => ({ id, ...body }),
    status: 201,
    returns,
    location,
    refusals: [...eitherWay, "cart-completed"],
  }),
  defineRoute({
    method: "post",
    path: "/v1/store/checkout",
    tag: "Checkout",
    operationId: "placeOrder",
    summary: "Place an order without a cart",
    description:
      "Does in one request what creating, updating and completing a cart does. If there is only one shipping option, it need not be named.",
    operation: placeOrder,
    body: checkoutInput,
    input: ({ body, requestedLocales }) => ({ ...body, requestedLocales }),
    status: 201,
    returns,
    location,
    refusals: [
      ...eitherWay,
      ...(["unknown-variant", "price-unavailable", "unknown-reference"] as const),
      ...(["code-unknown", "code-expired", "code-used-up"] as const),
    ],
  }),
];
