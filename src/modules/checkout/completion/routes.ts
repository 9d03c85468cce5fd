import { z } from "zod";
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
    summary: "Complete a cart and place its order",
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
    summary: "Place an order in one request, without a cart",
    operation: placeOrder,
    body: checkoutInput,
    input: ({ body, requestedLocales }) => ({ ...body, requestedLocales }),
    status: 201,
    returns,
    location,
    refusals: [...eitherWay, "unknown-variant", "price-unavailable", "unknown-reference"],
  }),
];
