import { expect } from "vitest";
import { z } from "zod";
import { productBody, publishProduct } from "./products.ts";
import type { Send } from "./sender.ts";

/** The parts of a tenant that these helpers need. */
export interface Shop {
  readonly id: string;
  readonly slug: string;
  readonly adminKey: string;
}

const sold = z.looseObject({ variants: z.array(z.looseObject({ id: z.string() })).min(1) });
const money = z.looseObject({ amount: z.int(), currency: z.string() });
const cart = z.looseObject({
  id: z.string(),
  version: z.int(),
  items: z.array(z.looseObject({ id: z.string(), variantId: z.string() })),
  totals: z.looseObject({ total: money }),
});
export type AnsweredCart = z.infer<typeof cart>;

/** Publishes a product and returns its variant. */
export async function putOnSale(
  send: Send,
  { adminKey }: Shop,
  variant: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const variants = [{ prices: [{ amount: 1_000, currency: "USD" }], stocked: 10, ...variant }];
  const { answer } = await publishProduct(send, adminKey, productBody("Lantern", { variants }));
  return sold.parse(answer.body).variants[0]?.id ?? "";
}

/** Delivery details for shipping everything at the flat rate that every tenant has. */
export function shopperOf({ id }: Pick<Shop, "id">) {
  return {
    email: "ada@shop.example",
    shippingAddress: { firstName: "Ada", lastName: "Lovelace", city: "London", country: "GB" },
    shippingOptionId: id.replace("ten_", "shp_"),
  };
}

/** A cart that is ready for checkout. */
export async function readyCart(
  send: Send,
  shop: Shop,
  items: readonly { readonly variantId: string; readonly quantity: number }[],
): Promise<AnsweredCart> {
  const headers = { "X-Tenant": shop.slug };
  const opened = await send("post", "/v1/store/carts", { headers, body: { items } });
  expect(opened.status, opened.text).toBe(201);
  const path = `/v1/store/carts/${cart.parse(opened.body).id}`;
  const told = await send("patch", path, { headers, body: shopperOf(shop) });
  expect(told.status, told.text).toBe(200);
  return cart.parse(told.body);
}

/** Places an order from a cart under an Idempotency-Key. */
export function complete(
  send: Send,
  { slug }: Pick<Shop, "slug">,
  cartId: string,
  { key = crypto.randomUUID() as string, body = {} as unknown } = {},
) {
  const headers = { "X-Tenant": slug, "Idempotency-Key": key };
  return send("post", `/v1/store/carts/${cartId}/complete`, { headers, body });
}
