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

/** A newly placed order as the API returned it. */
export type PlacedOrder = z.infer<typeof placed>;

/** The bearer token of each shop's last order. */
const tokenBySlug = new Map<string, string>();

/** The token of a shop's last order, or an invalid token if there is no order. */
export function orderTokenOf({ slug }: Pick<Shop, "slug">): string {
  return tokenBySlug.get(slug) ?? "opens-nothing";
}

/** Orders some of one variant as an anonymous shopper. */
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

/** A backorder whose stock has arrived. */
export async function placeBackorder(send: Send, shop: Shop): Promise<PlacedOrder> {
  const variantId = await putOnSale(send, shop, { stocked: 0, inventoryPolicy: "continue" });
  const made = await order(send, shop, variantId);
  const path = `/v1/admin/variants/${variantId}/inventory`;
  const answer = await send("put", path, { key: shop.adminKey, body: { stocked: 2 } });
  expect(answer.status, answer.text).toBe(200);
  return made;
}

const parcel = { trackingNumber: "GB123", carrier: "Post" };

/** The body for each action on an order. */
export const actionBodies: Readonly<Record<string, unknown>> = {
  ship: parcel,
  cancel: { reason: "second thoughts", refund: true },
  refunds: { amount: { amount: 100, currency: "USD" }, reason: "broken" },
};

/** Sends a request for an order, or for an action on it. */
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
