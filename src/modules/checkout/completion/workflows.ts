import * as z from "zod";
import { oneCall } from "../../../kernel/operation/budget.ts";
import type { Secrets } from "../../../kernel/operation/ports.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import type { StoreOrderResponse } from "../../orders/index.ts";
import { checkout, completeCart } from "./commands.ts";
import { checkoutInput, completionInput, placedOrder } from "./schema.ts";

/** Completes a cart and places its order. */
export const placeCartOrder = defineWorkflow({
  name: "checkout.placeCartOrder",
  access: completeCart.access,
  tokenGuard: "input",
  idempotencyKey: "required",
  input: completionInput.extend({ id: opaqueId }),
  output: placedOrder,
  budget: oneCall,
  ports: ["secrets"],
  async run(input, { invoke }, { secrets }) {
    const minted = await secrets.mintBearerToken();
    return withToken(await invoke(completeCart, { ...input, minted }), secrets);
  },
});

/** Places an order in one request, without a cart. */
export const placeOrder = defineWorkflow({
  name: "checkout.placeOrder",
  access: checkout.access,
  tokenGuard: "key",
  idempotencyKey: "required",
  input: checkoutInput.extend({ requestedLocales: z.array(z.string()).readonly().default([]) }),
  output: placedOrder,
  budget: oneCall,
  ports: ["secrets"],
  async run(input, { invoke }, { secrets }) {
    const minted = await secrets.mintBearerToken();
    return withToken(await invoke(checkout, { ...input, minted }), secrets);
  },
});

/** Adds the access token to the response. Only a replay of the same request returns the token again. */
async function withToken(
  placed: Result<{ readonly order: StoreOrderResponse; readonly sealed: string }>,
  secrets: Secrets,
): Promise<Result<z.infer<typeof placedOrder>>> {
  if (!placed.ok) return placed;
  const { order, sealed } = placed.value;
  return ok({ ...order, accessToken: await secrets.open(sealed) });
}
