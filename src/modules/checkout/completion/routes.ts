import { z } from "zod";
import type { ProblemCode } from "../../../kernel/api/problem.ts";
import { defineRoute, type Reply, type Services } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import type { OrderResponse } from "../../orders/index.ts";
import { checkout, completeCart } from "./commands.ts";
import { checkoutInput, completionInput, placedOrder } from "./schema.ts";

const theOrder = {
  201: { description: "The order, and the token that opens it without an account", schema: placedOrder },
};
const eitherWay: readonly ProblemCode[] = [
  "cart-changed",
  "checkout-incomplete",
  "insufficient-inventory",
  "currency-not-enabled",
  "too-large",
];

export const completionRoutes = [
  defineRoute({
    method: "post",
    path: "/v1/store/carts/{id}/complete",
    summary: "Make an order of a cart",
    access: completeCart.access,
    params: z.object({ id: opaqueId }),
    body: completionInput,
    idempotencyKey: "required",
    replies: theOrder,
    refusals: [...eitherWay, "cart-completed"],
    async handle({ params: { id }, body, services }) {
      const minted = await services.mintToken();
      return shownOnce(await services.execute(completeCart, { id, ...body, minted }), services);
    },
  }),
  defineRoute({
    method: "post",
    path: "/v1/store/checkout",
    summary: "Order in one request, by the same rules",
    access: checkout.access,
    body: checkoutInput,
    idempotencyKey: "required",
    replies: theOrder,
    refusals: [...eitherWay, "unknown-variant", "price-unavailable", "unknown-reference"],
    async handle({ body, requestedLocales, services }) {
      const minted = await services.mintToken();
      return shownOnce(await services.execute(checkout, { ...body, requestedLocales, minted }), services);
    },
  }),
];

/** A repetition of the request shows the token again; nothing else does. */
async function shownOnce(
  placed: Result<{ readonly order: OrderResponse; readonly sealed: string }>,
  services: Services,
): Promise<Result<Reply>> {
  if (!placed.ok) return placed;
  const { order, sealed } = placed.value;
  return ok({
    status: 201,
    body: { ...order, accessToken: await services.openSecret(sealed) },
    headers: { Location: `/v1/store/orders/${order.id}` },
  });
}
