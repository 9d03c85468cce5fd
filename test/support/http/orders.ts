import { expect } from "vitest";
import { z } from "zod";
import { putOnSale, type Shop, shopperOf } from "./carts.ts";
import type { Answer, Send } from "./sender.ts";

const placed = z.looseObject({
  id: z.string(),
  number: z.int(),
  accessToken: z.string(),
  items: z.array(z.looseObject({ id: z.string(), variantId: z.string() })),
  totals: z.looseObject({ total: z.object({ amount: z.int(), currency: z.string() }) }),
});

/** An order that was just placed, as it was answered. */
export type PlacedOrder = z.infer<typeof placed>;

/** What opens the order that was last placed in a shop. */
const tokenBySlug = new Map<string, string>();

/** The token of the last order of a shop; where there is none, one that opens nothing. */
export function orderTokenOf({ slug }: Pick<Shop, "slug">): string {
  return tokenBySlug.get(slug) ?? "opens-nothing";
}

/** Orders some of one thing, as a shopper whom nobody knows. */
export async function order(send: Send, shop: Shop, variantId: string, quantity = 2): Promise<PlacedOrder> {
  const answer = await send("post", "/v1/store/checkout", {
    headers: { "X-Tenant": shop.slug, "Idempotency-Key": crypto.randomUUID() },
    body: { ...shopperOf(shop), items: [{ variantId, quantity }] },
  });
  expect(answer.status, answer.text).toBe(201);
  const made = placed.parse(answer.body);
  tokenBySlug.set(shop.slug, made.accessToken);
  return made;
}

/** An order of two lanterns, reserved and not yet paid. */
export async function placeOrder(send: Send, shop: Shop): Promise<PlacedOrder> {
  return order(send, shop, await putOnSale(send, shop));
}

/** An order that waited for stock, which has come by now. */
export async function placeBackorder(send: Send, shop: Shop): Promise<PlacedOrder> {
  const variantId = await putOnSale(send, shop, { stocked: 0, inventoryPolicy: "continue" });
  const made = await order(send, shop, variantId);
  const path = `/v1/admin/variants/${variantId}/inventory`;
  const answer = await send("put", path, { key: shop.adminKey, body: { stocked: 2 } });
  expect(answer.status, answer.text).toBe(200);
  return made;
}

const parcel = { trackingNumber: "GB123", carrier: "Post" };

/** What each action on an order takes. */
export const actionBodies: Readonly<Record<string, unknown>> = {
  ship: parcel,
  cancel: { reason: "second thoughts", refund: true },
  refunds: { amount: { amount: 100, currency: "USD" }, reason: "broken" },
};

/** Does something to an order, or asks for it. */
export function act(
  send: Send,
  { adminKey }: Shop,
  id: string,
  action: string,
  body: unknown = actionBodies[action],
): Promise<Answer> {
  return send("post", `/v1/admin/orders/${id}/${action}`, {
    key: adminKey,
    headers: { "Idempotency-Key": crypto.randomUUID() },
    body,
  });
}
