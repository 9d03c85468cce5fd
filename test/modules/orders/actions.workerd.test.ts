import { beforeAll, describe, expect, it } from "vitest";
import { orderStatus } from "../../../src/modules/orders/schema.ts";
import {
  act,
  actionBodies,
  type PlacedOrder,
  placeBackorder,
  placeOrder,
} from "../../support/http/orders.ts";
import { send } from "../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../support/http/tenants.ts";

type Status = (typeof orderStatus.options)[number];

/** How an order comes into each state. */
const waysTo: Readonly<Record<Status, readonly string[]>> = {
  pending: [],
  confirmed: [],
  paid: ["capture"],
  shipped: ["capture", "ship"],
  delivered: ["capture", "ship", "deliver"],
  cancelled: ["cancel"],
};

/** Where each action leads from each state; everything else is refused. */
const legal: Readonly<Record<string, Partial<Record<Status, Status>>>> = {
  confirm: { pending: "confirmed" },
  capture: { confirmed: "paid" },
  ship: { paid: "shipped" },
  deliver: { shipped: "delivered" },
  cancel: { pending: "cancelled", confirmed: "cancelled", paid: "cancelled" },
};
const pairs = orderStatus.options.flatMap((status) =>
  Object.keys(legal).map((action) => ({ status, action })),
);

let tenant: MintedTenant;

beforeAll(async () => {
  tenant = await mintTenant();
});

async function orderThatIs(status: Status): Promise<PlacedOrder> {
  const order = await (status === "pending" ? placeBackorder : placeOrder)(send, tenant);
  for (const action of waysTo[status]) await act(send, tenant, order.id, action);
  const read = await send("get", `/v1/admin/orders/${order.id}`, { key: tenant.adminKey });
  expect(read.body).toMatchObject({ status });
  return order;
}

describe("an order", () => {
  it("is tried in every state with every action", () => {
    expect(pairs).toHaveLength(30);
  });

  it.each(pairs.filter(({ status, action }) => legal[action]?.[status] !== undefined))(
    "that is $status takes $action",
    async ({ status, action }) => {
      const { id } = await orderThatIs(status);
      expect(await act(send, tenant, id, action)).toMatchObject({
        status: 200,
        body: { id, status: legal[action]?.[status] },
      });
    },
  );

  it.each(orderStatus.options)(
    "that is %s refuses every other action, and stays as it is",
    async (status) => {
      const { id } = await orderThatIs(status);
      const read = () => send("get", `/v1/admin/orders/${id}`, { key: tenant.adminKey });
      const before = await read();
      for (const { action } of pairs.filter((pair) => pair.status === status)) {
        if (legal[action]?.[status] !== undefined) continue;
        const answer = await act(send, tenant, id, action);
        expect(answer, action).toMatchObject({ status: 409, body: { code: "invalid-transition" } });
      }
      expect((await read()).text).toBe(before.text);
    },
  );
});

describe("money", () => {
  it("that arrived is given back in parts, to the last cent and in its own currency", async () => {
    const order = await orderThatIs("paid");
    const { amount } = order.totals.total;
    const refund = (cents: number, currency = "USD") =>
      act(send, tenant, order.id, "refunds", { amount: { amount: cents, currency }, reason: "broken" });
    expect((await refund(1)).body).toMatchObject({ paymentStatus: "partially_refunded", status: "paid" });
    expect(await refund(1, "EUR")).toMatchObject({ status: 422, body: { code: "refund-exceeds-captured" } });
    expect(await refund(amount)).toMatchObject({ status: 422, body: { code: "refund-exceeds-captured" } });
    expect((await refund(amount - 1)).body).toMatchObject({ paymentStatus: "refunded" });
    expect((await refund(1)).status).toBe(422);
    expect((await refund(0)).status).toBe(400);
  });

  it("is not taken or given back twice for one key", async () => {
    const order = await placeOrder(send, tenant);
    const twice = async (action: string, more: object = {}) => {
      const sent = { key: tenant.adminKey, headers: { "Idempotency-Key": `the-${action}` }, ...more };
      const path = `/v1/admin/orders/${order.id}/${action}`;
      return [await send("post", path, sent), await send("post", path, sent)] as const;
    };
    const [captured, again] = await twice("capture");
    expect(captured).toMatchObject({ status: 200, body: { status: "paid" } });
    expect(again.headers.get("Idempotent-Replayed")).toBe("true");
    expect(again.text).toBe(captured.text);
    const [, refunded] = await twice("refunds", { body: actionBodies.refunds });
    expect(refunded.body).toMatchObject({ refunds: [{ amount: { amount: 100, currency: "USD" } }] });
  });

  it("is given back once for one key, however the order's path is spelled", async () => {
    const order = await orderThatIs("paid");
    const body = { amount: { amount: 300, currency: "USD" }, reason: "broken" };
    const headers = { "Idempotency-Key": "refund-1" };
    const lower = `ord_${order.id.slice(4).toLowerCase()}`;
    for (const id of [order.id, lower, order.id.replace("_", "%5F"), lower.replace("_", "%5f")]) {
      const path = `/v1/admin/orders/${id}/refunds`;
      const answer = await send("post", path, { key: tenant.adminKey, headers, body });
      expect(answer.body, id).toMatchObject({ refunds: [{ amount: { amount: 300 } }] });
    }
  });

  it("that arrived later is released when the order is cancelled", async () => {
    const { id } = await orderThatIs("paid");
    const refused = await act(send, tenant, id, "cancel", { reason: "second thoughts" });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "refund-required", errors: [{ pointer: "/refund" }] },
    });
    const done = await act(send, tenant, id, "cancel", { reason: "second thoughts", refund: true });
    expect(done.body).toMatchObject({
      status: "cancelled",
      paymentStatus: "refunded",
      cancelReason: "second thoughts",
    });
  });
});

describe("a pending order", () => {
  it("is not confirmed before its stock has come", async () => {
    const order = await placeBackorder(send, tenant);
    const path = `/v1/admin/variants/${order.items[0]?.variantId}/inventory`;
    await send("put", path, { key: tenant.adminKey, body: { stocked: 1 } });
    expect(await act(send, tenant, order.id, "confirm")).toMatchObject({
      status: 422,
      body: { code: "insufficient-inventory" },
    });
  });
});

describe("stock", () => {
  it("is held at placement, leaves with the parcel, and comes back with a cancellation", async () => {
    const order = await orderThatIs("paid");
    const [item] = order.items;
    const stock = async () => {
      const path = `/v1/admin/variants/${item?.variantId}/inventory`;
      return (await send("get", path, { key: tenant.adminKey })).body;
    };
    expect(await stock()).toMatchObject({ stocked: 10, reserved: 2, available: 8 });
    const items = [{ itemId: item?.id, quantity: 1 }];
    const parcel = { trackingNumber: "GB123", carrier: "Post", items };
    expect((await act(send, tenant, order.id, "ship", parcel)).body).toMatchObject({
      status: "paid",
      fulfillmentStatus: "partial",
      items: [{ quantity: 2, shipped: 1 }],
    });
    expect(await stock()).toMatchObject({ stocked: 9, reserved: 1, available: 8 });
    const again = { ...parcel, items: [{ itemId: item?.id, quantity: 2 }] };
    expect(await act(send, tenant, order.id, "ship", again)).toMatchObject({
      status: 422,
      body: { code: "exceeds-unshipped", errors: [{ pointer: "/items/0" }] },
    });
    await act(send, tenant, order.id, "cancel");
    expect(await stock()).toMatchObject({ stocked: 9, reserved: 0, available: 9 });
  });
});
