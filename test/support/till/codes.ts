import { expect } from "vitest";
import { putOnSale, readyCart } from "../http/carts.ts";
import type { MintedTenant } from "../http/minting.ts";
import type { Send } from "../http/sender.ts";

/** A promotion with codes. */
export function promotionBody(codes: readonly string[]) {
  return {
    name: "Ten percent",
    status: "active",
    codes,
    action: { kind: "percent", on: "order", rate: 1_000 },
  };
}

/** A code that takes something off. */
export async function makeCode(send: Send, { adminKey }: MintedTenant): Promise<string> {
  const code = `WELCOME-${crypto.randomUUID()}`;
  const answer = await send("post", "/v1/admin/promotions", { key: adminKey, body: promotionBody([code]) });
  expect(answer.status, answer.text).toBe(201);
  return code;
}

/** A cart and a code that was entered in it. */
export async function cartWithCode(send: Send, tenant: MintedTenant): Promise<string> {
  const code = await makeCode(send, tenant);
  const items = [{ variantId: await putOnSale(send, tenant), quantity: 2 }];
  const { id } = await readyCart(send, tenant, items);
  const answer = await send("post", `/v1/store/carts/${id}/codes`, {
    headers: { "X-Tenant": tenant.slug },
    body: { code },
  });
  expect(answer.status, answer.text).toBe(200);
  return `${id} ${code}`;
}
