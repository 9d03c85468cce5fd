import { describe, expect, it } from "vitest";
import type { Keyset } from "../../../src/kernel/read/page.ts";
import { fold } from "../../../src/kernel/values/fold.ts";
import { orderSorts } from "../../../src/modules/orders/view/filters.ts";
import { type OrderListing, readOrderPage } from "../../../src/modules/orders/view/list-orders.ts";
import { orderListQuery } from "../../../src/modules/orders/view/list-query.ts";
import { ada } from "../../support/till/draft.ts";
import { anything, openOrderShop, parcel } from "./shop.ts";

const people = [
  ["ada@example.com", "Ada", "Lovelace"],
  ["grace.hopper@example.com", "Grace", "Hopper"],
  ["joana+shop@example.com", "Joana", "Müller-Lüdenscheidt"],
] as const;

/** Twelve orders, a minute apart, by three people in turn, in many states. */
async function busyShop() {
  const shop = openOrderShop();
  const variantId = shop.stock("Lamp", 1_000);
  const ids = Array.from({ length: 12 }, (_, index) => {
    const [email = "", firstName = "", lastName = ""] = people[index % people.length] ?? [];
    const shippingAddress = { ...ada, firstName, lastName };
    const items = [{ variantId, quantity: 2 }];
    shop.platform.clock.advance(60_000);
    return shop.order("till.place", { items, email, shippingAddress }).id;
  });
  for (const [index, id] of ids.entries()) {
    if (index % 2 === 0) shop.must("orders.captureOrder", { id });
    if (index % 4 === 0) shop.must("orders.shipOrder", { id, ...parcel });
    if (index % 3 === 1) shop.run("orders.cancelOrder", { id, reason: "gone", refund: true });
  }
  await shop.platform.deliverAll();
  const list = async ({ sort, ...some }: Partial<OrderListing>, after: Keyset | null = null, limit = 20) => {
    const page = { limit, after, count: true };
    return readOrderPage(shop.platform.readModel, shop.tenant.id, { ...anything, ...some }, page, sort);
  };
  const numbers = async (some: Partial<OrderListing>) =>
    (await list(some)).items.map(({ number }) => number - 1_000);
  return { ...shop, ids, list, numbers };
}

describe("the list of orders", () => {
  it("shows the newest first, as each of them is now", async () => {
    const { list, ids, run } = await busyShop();
    const { items, totalCount } = await list({});
    expect(totalCount).toBe(12);
    expect(items.map(({ id }) => id)).toEqual(ids.toReversed());
    for (const order of items)
      expect(run("orders.updateOrder", { id: order.id })).toMatchObject({ answer: order });
  });

  it("is narrowed by states, any of one filter and all of several", async () => {
    const { numbers, list } = await busyShop();
    const { items } = await list({});
    for (const status of ["confirmed", "paid", "shipped", "cancelled"] as const)
      for (const paymentStatus of ["unpaid", "paid", "refunded", "voided"] as const)
        for (const fulfillmentStatus of ["unfulfilled", "fulfilled"] as const) {
          const some = {
            status: [status],
            paymentStatus: [paymentStatus],
            fulfillmentStatus: [fulfillmentStatus],
          };
          const meant = items.filter(
            (order) =>
              order.status === status &&
              order.paymentStatus === paymentStatus &&
              order.fulfillmentStatus === fulfillmentStatus,
          );
          expect((await list(some)).items).toEqual(meant);
        }
    expect(await numbers({ status: ["shipped"] })).toEqual([9, 5, 1]);
    expect(await numbers({ status: ["shipped", "paid", "paid"] })).toEqual([9, 7, 5, 3, 1]);
    expect(await numbers({ fulfillmentStatus: ["fulfilled"], email: ["ada@example.com"] })).toEqual([1]);
  });

  it("finds an order by its number, its e-mail address and the beginnings of names", async () => {
    const { numbers } = await busyShop();
    expect(await numbers({ q: "1007" })).toEqual([7]);
    expect(await numbers({ q: " #1007" })).toEqual([7]);
    expect(await numbers({ q: "GRACE.hopper@example.com" })).toEqual([11, 8, 5, 2]);
    expect(await numbers({ q: "lov ADA" })).toEqual([10, 7, 4, 1]);
    expect(await numbers({ q: "muller" })).toEqual([12, 9, 6, 3]);
    expect(await numbers({ q: "lüdensch" })).toEqual([12, 9, 6, 3]);
    expect(await numbers({ q: "joana hopper" })).toEqual([]);
    expect(await numbers({ q: "a", status: ["shipped"] })).toEqual([1]);
    expect(await numbers({ q: "100" })).toEqual([]);
    expect(await numbers({ q: "1004 ada" })).toEqual([4]);
    expect(await numbers({ q: "lace" })).toEqual([]);
    expect(await numbers({ q: "%" })).toEqual([]);
  });

  it("is narrowed by numbers, addresses and the time of placing, both ends included", async () => {
    const { numbers, list } = await busyShop();
    expect(await numbers({ number: [1_002, 1_004, 1_002, 9_999] })).toEqual([4, 2]);
    expect(await numbers({ email: [fold("Ada@Example.com")] })).toEqual([10, 7, 4, 1]);
    const { items } = await list({});
    const from = items[8]?.placedAt ?? "";
    const to = items[4]?.placedAt ?? "";
    expect(await numbers({ from, to })).toEqual([8, 7, 6, 5, 4]);
    expect(await numbers({ from, to, status: ["shipped"] })).toEqual([5]);
    expect(await numbers({ from: to, to: from })).toEqual([]);
  });

  it("is narrowed by the SKUs of items, as they were ordered", async () => {
    const { numbers, order, stock, platform } = await busyShop();
    const variantId = stock("Chair", 10);
    order("till.place", { items: [{ variantId, quantity: 1, sku: "CH-1" }] });
    await platform.deliverAll();
    expect(await numbers({ sku: ["CH-1"] })).toEqual([13]);
    expect(await numbers({ sku: ["CH-1", "CH-2"], q: "grace" })).toEqual([]);
    expect(await numbers({ sku: ["CH"] })).toEqual([]);
    expect(await numbers({ q: "CH-1" })).toEqual([]);
    expect(await numbers({ q: "=CH-1" })).toEqual([]);
  });

  it("is narrowed to what has changed since, and sorted by the last change", async () => {
    const { numbers, list, must, ids, platform } = await busyShop();
    platform.clock.advance(60_000);
    must("orders.updateOrder", { id: ids[2], internalNote: "call back" });
    platform.clock.advance(60_000);
    must("orders.updateOrder", { id: ids[7], internalNote: "call back" });
    await platform.deliverAll();
    const [second, first] = (await list({ sort: "-updatedAt" })).items;
    expect([second?.number, first?.number]).toEqual([1_008, 1_003]);
    expect(await numbers({ updatedSince: first?.updatedAt ?? "", sort: "updatedAt" })).toEqual([3, 8]);
    expect(await numbers({ updatedSince: second?.updatedAt ?? "" })).toEqual([8]);
    expect(await numbers({ updatedSince: first?.updatedAt ?? "", email: ["ada@example.com"] })).toEqual([]);
  });

  it.each(orderSorts)("is in the same order however it is narrowed: %s", async (sort) => {
    const { list } = await busyShop();
    const all = (await list({ sort })).items;
    const keyOf = (order: (typeof all)[number]) =>
      `${sort.endsWith("placedAt") ? order.placedAt : order.updatedAt} ${order.number}`;
    const sorted = all.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    expect(all).toEqual(sort.startsWith("-") ? sorted.toReversed() : sorted);
    for (const some of [
      { q: "a" },
      { email: ["ada@example.com", "grace.hopper@example.com"] },
      { status: ["paid", "cancelled"] as const },
      { from: all[5]?.placedAt ?? "" },
      { to: all[5]?.placedAt ?? "" },
    ]) {
      const { items } = await list({ ...some, sort });
      const listed = new Set(items.map(({ id }) => id));
      expect(items).toEqual(all.filter(({ id }) => listed.has(id)));
    }
  });

  it.each<Partial<OrderListing>>([
    {},
    ...orderSorts.flatMap((sort) => [
      { sort },
      { sort, q: "a" },
      { sort, status: ["paid", "cancelled"] as const },
    ]),
    { updatedSince: "2026-03-01T12:05:00.000Z", sort: "updatedAt" },
    { status: ["paid", "shipped", "cancelled"] },
    { q: "a" },
    { email: ["ada@example.com", "grace.hopper@example.com"] },
    { to: "2026-03-01T12:10:00.000Z", from: "2026-03-01T12:02:00.000Z" },
  ])("has the same orders page by page as in one: %o", async (some) => {
    const { list } = await busyShop();
    const whole = await list(some);
    expect(whole.items.length).toBeGreaterThan(3);
    const seen: number[] = [];
    let after: Keyset | null = null;
    do {
      const page = await list(some, after, 2);
      expect(page.totalCount).toBe(whole.items.length);
      seen.push(...page.items.map(({ number }) => number));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(whole.items.map(({ number }) => number));
  });

  it("is its own tenant's", async () => {
    const { platform } = await busyShop();
    const page = { limit: 20, after: null, count: true };
    for (const some of [
      {},
      { q: "ada" },
      { email: ["ada@example.com"] },
      { number: [1_001] },
      { status: ["paid"] as const },
    ])
      expect(
        await readOrderPage(platform.readModel, "ten_other", { ...anything, ...some }, page),
      ).toMatchObject({ items: [], totalCount: 0 });
  });
});

describe("what a list takes", () => {
  const read = (query: object) => orderListQuery.parse(query);

  it("is one value or several of a filter, each once said for all", () => {
    expect(read({ status: "paid", number: ["1001", "1002"], email: "Ada@Example.com" })).toMatchObject({
      status: ["paid"],
      number: [1_001, 1_002],
      email: ["ada@example.com"],
      paymentStatus: [],
    });
  });

  it("is an instant anywhere in the world, or a whole day in UTC", () => {
    expect(read({ from: "2026-03-01T02:00:00+02:00", to: "2026-03-01T00:00:00Z" })).toMatchObject({
      from: "2026-03-01T00:00:00.000Z",
      to: "2026-03-01T00:00:00.000Z",
    });
    expect(read({ from: "2026-03-01", to: "2026-03-01" })).toMatchObject({
      from: "2026-03-01T00:00:00.000Z",
      to: "2026-03-01T23:59:59.999Z",
    });
  });
});
