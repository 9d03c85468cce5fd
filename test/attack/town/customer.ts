import { z } from "zod";
import { putOnSale, shopperOf } from "../../support/http/carts.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { accountOf, type Send } from "../../support/http/sender.ts";
import type { Marks } from "./marks.ts";

/** What a customer has, by what precedes its id in a path. */
export type Things = Readonly<Record<string, readonly string[]>>;

const identified = z.looseObject({ id: z.string() });

/** Another customer of the tenant, whose address, cart and order have marks in all their texts. */
export async function openCustomer(send: Send, tenant: MintedTenant, marks: Marks): Promise<Things> {
  const key = accountOf(tenant);
  const mark = () => marks.plant("customer");
  const address = {
    firstName: mark(),
    lastName: mark(),
    company: mark(),
    address1: mark(),
    city: mark(),
    country: "GB",
  };
  const variantId = await putOnSale(send, tenant, { stocked: 1_000 });
  const post = async (path: string, body: unknown, headers = {}) => {
    const answer = await send("post", path, { key, headers, body });
    if (answer.status >= 300) throw new Error(`another customer was refused: ${answer.text}`);
    return identified.parse(answer.body);
  };
  const kept = await post("/v1/store/customers/me/addresses", address);
  const items = [{ variantId, quantity: 1 }];
  const order = await post(
    "/v1/store/checkout",
    { ...shopperOf(tenant), email: `${mark()}@shop.example`, shippingAddress: address, note: mark(), items },
    { "Idempotency-Key": crypto.randomUUID() },
  );
  const cart = await post("/v1/store/carts", {
    email: `${mark()}@shop.example`,
    currency: "USD",
    items,
  });
  await send("patch", `/v1/store/carts/${cart.id}`, {
    key,
    body: { shippingAddress: address, note: mark() },
  });
  const own = await send("get", "/v1/store/customers/me/cart", { key });
  return {
    "/v1/store/customers/me/addresses": [kept.id],
    "/v1/store/orders": [order.id],
    // The cart's id in events. The other one is a bearer token that nobody else has.
    "/v1/store/carts": [identified.parse(own.body).id],
  };
}
