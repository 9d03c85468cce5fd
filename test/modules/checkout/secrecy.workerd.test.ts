import { expect, it, vi } from "vitest";
import { z } from "zod";
import { complete, putOnSale, readyCart } from "../../support/http/carts.ts";
import { send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";

it("a cart's id, an order's token and personal data are in no log line", async () => {
  const lines: string[] = [];
  for (const method of ["log", "error", "warn", "info", "debug"] as const)
    vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => void lines.push(parts.join(" ")));
  const tenant = await mintTenant();
  const headers = { "X-Tenant": tenant.slug };
  const variantId = await putOnSale(send, tenant);
  const cart = await readyCart(send, tenant, [{ variantId, quantity: 1 }]);
  const path = `/v1/store/carts/${cart.id}`;
  await send("get", path, { headers });
  await send("post", `${path}/items`, { headers, body: { variantId, quantity: 10_000 } });
  await send("post", `${path}/items`, { headers, body: { variantId: "nonsense", quantity: 1 } });
  await send("patch", `${path}/items/${cart.items[0]?.id}`, { headers, body: { quantity: 2 } });
  const answer = await complete(send, tenant, cart.id);
  const { accessToken, id } = z.looseObject({ accessToken: z.string(), id: z.string() }).parse(answer.body);
  await send("get", `/v1/store/orders/${id}`, { headers: { ...headers, "X-Order-Token": accessToken } });
  await complete(send, tenant, cart.id);

  const log = lines.join("\n");
  expect(log).toContain('"operation":"checkout.completeCart"');
  expect(log).toContain('"route":"/v1/store/carts/{id}/items"');
  for (const secret of [cart.id, cart.id.slice("cart_".length), accessToken, "ada@shop.example", "Lovelace"])
    expect(log).not.toContain(secret);
});
