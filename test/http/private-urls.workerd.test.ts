import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { complete, putOnSale, readyCart } from "../support/http/carts.ts";
import { createMint } from "../support/http/minting.ts";
import { send } from "../support/http/request.ts";

const { mintTenant } = createMint(send);

afterEach(() => vi.restoreAllMocks());

/** Everything that the Worker and its objects log from now on. */
function logged(): readonly string[] {
  const lines: string[] = [];
  for (const method of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, method).mockImplementation(
      (...parts: unknown[]) => void lines.push(parts.map(String).join(" ")),
    );
  return lines;
}

describe("a cart's id, which gives access to it", () => {
  it("is in no log line, and neither is an order's token", async () => {
    const shop = await mintTenant();
    const variantId = await putOnSale(send, shop);
    const headers = { "X-Tenant": shop.slug };
    const lines = logged();
    const cart = await readyCart(send, shop, [{ variantId, quantity: 1 }]);
    const path = `/v1/store/carts/${cart.id}`;
    await send("get", path, { headers });
    await send("patch", path, { headers, body: { email: 1 } });
    await send("patch", `${path}/items/itm_x`, { headers, body: { quantity: 1 } });
    await send("get", `${path}/nowhere`, { headers });
    await send("get", `${path}%`, { headers });
    await send("delete", path, { headers });
    const placed = await complete(send, shop, cart.id);
    const order = z.looseObject({ id: z.string(), accessToken: z.string() }).parse(placed.body);
    await send("get", `/v1/store/orders/${order.id}`, {
      headers: { ...headers, "X-Order-Token": order.accessToken },
    });
    await send("get", path, { headers });
    expect(lines.filter((line) => line.includes('"kind":"request"')).length).toBeGreaterThanOrEqual(10);
    const secrets = [cart.id, cart.id.replace("cart_", ""), order.accessToken, shop.adminKey];
    expect(lines.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
  });

  it("is not passed on by browsers or stored by caches", async () => {
    const shop = await mintTenant();
    const variantId = await putOnSale(send, shop);
    const cart = await readyCart(send, shop, [{ variantId, quantity: 1 }]);
    for (const path of [cart.id, `${cart.id}/shipping-options`, `${cart.id}/nowhere`, "cart_unknown"]) {
      const answer = await send("get", `/v1/store/carts/${path}`, { headers: { "X-Tenant": shop.slug } });
      expect(answer.headers.get("Referrer-Policy"), path).toBe("no-referrer");
      expect(answer.headers.get("Cache-Control"), path).toBe("no-store");
    }
  });
});

it("HSTS speaks for the host alone, which may be one of a merchant's many", async () => {
  for (const path of ["/v1/store", "/health/live", "/nowhere"])
    expect((await send("get", path)).headers.get("Strict-Transport-Security")).toBe("max-age=31536000");
});
