import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { act, placeOrder } from "../../support/http/orders.ts";
import { send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";

const show = (id: string, headers: Readonly<Record<string, string>>, key?: string) =>
  send("get", `/v1/store/orders/${id}`, { headers, key });

describe("a shopper without an account", () => {
  it("reads the order with its token, as it was placed", async () => {
    const shop = await mintTenant();
    const { accessToken, ...order } = await placeOrder(send, shop);
    const read = await show(order.id, { "X-Tenant": shop.slug, "X-Order-Token": accessToken });
    expect(read).toMatchObject({ status: 200, body: order });
    expect(read.text).not.toContain(accessToken);
    await act(send, shop, order.id, "capture");
    const paid = await show(order.id, { "X-Tenant": shop.slug, "X-Order-Token": accessToken });
    expect(paid.body).toMatchObject({ status: "paid", paymentStatus: "paid", version: 2 });
    expect(paid.headers.get("ETag")).toBe('"2"');
  });

  it("gets 401 without a token, and 404 with a token of another order, another shop or none", async () => {
    const [shop, other] = [await mintTenant(), await mintTenant()];
    const order = await placeOrder(send, shop);
    const beside = await placeOrder(send, shop);
    const elsewhere = await placeOrder(send, other);
    expect((await show(order.id, { "X-Tenant": shop.slug })).status).toBe(401);
    expect((await show(order.id, { "X-Tenant": shop.slug, "X-Order-Token": "" })).status).toBe(401);
    const wrong = [
      beside.accessToken,
      elsewhere.accessToken,
      `${order.accessToken}x`,
      "x",
      "x".repeat(2_000),
    ];
    for (const token of wrong) {
      const answer = await show(order.id, { "X-Tenant": shop.slug, "X-Order-Token": token });
      expect(answer).toMatchObject({ status: 404, body: { code: "not-found" } });
    }
    const headers = { "X-Tenant": other.slug, "X-Order-Token": order.accessToken };
    expect((await show(order.id, headers)).status).toBe(404);
  });

  it("is not what an API key stands for, with a token or without", async () => {
    const shop = await mintTenant();
    const { id, accessToken } = await placeOrder(send, shop);
    expect((await show(id, {}, shop.adminKey)).status).toBe(403);
    expect((await show(id, { "X-Order-Token": accessToken }, shop.adminKey)).status).toBe(403);
  });

  it("opens nothing else with it", async () => {
    const shop = await mintTenant();
    const { id, accessToken } = await placeOrder(send, shop);
    const headers = { "X-Tenant": shop.slug, "X-Order-Token": accessToken };
    expect((await send("get", `/v1/admin/orders/${id}`, { headers })).status).toBe(401);
    expect((await send("get", "/v1/admin/orders", { headers })).status).toBe(401);
  });
});

describe("staff", () => {
  const listed = z.looseObject({ items: z.array(z.looseObject({ id: z.string(), status: z.string() })) });

  it("lists orders with the state that a moment ago was written, by the token of the write", async () => {
    const shop = await mintTenant();
    const first = await placeOrder(send, shop);
    const second = await placeOrder(send, shop);
    const captured = await act(send, shop, first.id, "capture");
    const token = captured.headers.get("Consistency-Token") ?? "";
    const list = (query: string) =>
      send("get", `/v1/admin/orders?${query}`, {
        key: shop.managerKey,
        headers: { "Consistency-Token": token },
      });
    const all = listed.parse((await list("count=true")).body);
    expect(all).toMatchObject({ totalCount: 2 });
    expect(all.items.map(({ id, status }) => [id, status])).toEqual([
      [second.id, "confirmed"],
      [first.id, "paid"],
    ]);
    // What the list shows of an order is what reading it shows, except for its expiry, which only its object knows.
    const read = await send("get", `/v1/admin/orders/${first.id}`, { key: shop.managerKey });
    expect({ ...all.items[1], expiresAt: null }).toEqual(read.body);
    for (const query of [
      "status=paid",
      "paymentStatus=paid&status=paid&status=shipped",
      "number=1001",
      "q=1001",
    ])
      expect(listed.parse((await list(query)).body).items.map(({ id }) => id)).toEqual([first.id]);
    expect(listed.parse((await list("q=lovelace&status=cancelled")).body).items).toEqual([]);
    expect(listed.parse((await list("email=ADA@shop.example&q=ada")).body).items).toHaveLength(2);
    for (const query of ["status=lost", "number=x", "from=yesterday", "email="])
      expect((await list(query)).status, query).toBe(400);
  });

  it("finds the next page where the last one ended", async () => {
    const shop = await mintTenant();
    const made = [await placeOrder(send, shop), await placeOrder(send, shop), await placeOrder(send, shop)];
    const page = (query: string) => send("get", `/v1/admin/orders?limit=2${query}`, { key: shop.adminKey });
    await vi.waitUntil(async () => Object((await page("&count=true")).body).totalCount === 3, {
      timeout: 5_000,
    });
    const first = z.object({ nextCursor: z.string() }).parse((await page("")).body);
    const second = listed.parse((await page(`&cursor=${encodeURIComponent(first.nextCursor)}`)).body);
    expect(second.items.map(({ id }) => id)).toEqual([made[0]?.id]);
  });

  it("adds a note to an order, removes it, and gets 412 if somebody else was faster", async () => {
    const shop = await mintTenant();
    const { id } = await placeOrder(send, shop);
    const path = `/v1/admin/orders/${id}`;
    const patch = (note: string | null, ifMatch: string) =>
      send("patch", path, { key: shop.managerKey, headers: { "If-Match": ifMatch }, body: { note } });
    expect((await patch("Ring twice.", '"1"')).body).toMatchObject({ note: "Ring twice.", version: 2 });
    expect((await patch("Knock.", '"1"')).status).toBe(412);
    expect((await patch(null, '"2"')).body).toMatchObject({ note: null, version: 3 });
    const same = await patch(null, '"3"');
    expect(same.body).toMatchObject({ version: 3 });
    expect(same.headers.get("Consistency-Token")).toBeNull();
  });

  it("sees who did what, and when", async () => {
    const shop = await mintTenant();
    const { id } = await placeOrder(send, shop);
    const { body } = await act(send, shop, id, "capture");
    expect(body).toMatchObject({
      timeline: [
        { type: "order.placed", actor: { kind: "customer" } },
        { type: "order.payment.captured", actor: { kind: "apiKey", id: expect.stringMatching(/^key_/) } },
        { type: "order.status_changed", actor: { kind: "apiKey" } },
      ],
    });
  });
});
