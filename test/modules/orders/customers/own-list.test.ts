import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anonymous } from "../../../../src/kernel/access/actor.ts";
import type { Keyset } from "../../../../src/kernel/read/page.ts";
import { orderShape } from "../../../../src/modules/orders/index.ts";
import { listOwnOrders } from "../../../../src/modules/orders/own/workflows.ts";
import { readOwnOrder } from "../../../../src/modules/orders/queries.ts";
import { listOrders } from "../../../../src/modules/orders/view/list-orders.ts";
import { listedStoreOrderShape } from "../../../../src/modules/orders/wire-schema.ts";
import { openCustomerShop } from "../../customers/shop.ts";

/** Two customers and a guest, who order in turn. */
async function open() {
  const shop = openCustomerShop();
  const made = shop.must("catalogue.createProduct", {
    translations: [{ locale: "en", title: "Lamp" }],
    variants: [{ prices: [{ amount: 1_000, currency: "USD" }], stocked: 100 }],
  });
  const { variants } = z.object({ variants: z.array(z.object({ id: z.string() })) }).parse(made);
  const ada = shop.register("ada@example.com");
  const grace = shop.register("grace@example.com");
  const orders = Array.from({ length: 9 }, (_, index) => {
    shop.platform.clock.advance(60_000);
    const customerId = [ada.id, grace.id, undefined][index % 3];
    const items = [{ variantId: variants[0]?.id, quantity: 1 }];
    return orderShape.parse(shop.must("till.place", { items, email: "guest@example.com", customerId }));
  });
  await shop.platform.deliverAll();
  const list = async (actor = ada as Parameters<typeof shop.as>[0], page: object = {}) =>
    shop.as(actor, listOwnOrders, { limit: 20, after: null, count: true, ...page });
  return { ...shop, ada, grace, orders, list };
}

describe("the orders of a customer", () => {
  it("are its own, newest first, with their number", async () => {
    const { list, ada, orders } = await open();
    const own = orders.filter(({ customerId }) => customerId === ada.id).toReversed();
    expect(await list()).toMatchObject({
      items: own.map(({ id, number }) => ({ id, number, customerId: ada.id })),
      totalCount: 3,
      next: null,
    });
  });

  it("come page by page", async () => {
    const { list, ada, orders } = await open();
    const seen: string[] = [];
    let after: Keyset | null = null;
    do {
      const page = await list(ada, { limit: 1, after });
      if (typeof page === "string") throw new Error(page);
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual([orders[6]?.id, orders[3]?.id, orders[0]?.id]);
  });

  it("show nothing that only staff may see", async () => {
    const { list, orders, must, platform } = await open();
    must("orders.updateOrder", { id: orders[0]?.id, internalNote: "Check for fraud." });
    await platform.deliverAll();
    const page = await list();
    if (typeof page === "string") throw new Error(page);
    for (const order of page.items) expect(listedStoreOrderShape.strict().parse(order)).toEqual(order);
    expect(JSON.stringify(page)).not.toContain("fraud");
    expect(JSON.stringify(page)).not.toContain("platform-token");
  });

  it("are listed for nobody without an account", async () => {
    const { list, as, orders, grace } = await open();
    expect(await list(anonymous)).toBe("unauthenticated");
    expect(
      await as(anonymous, listOwnOrders, { limit: 20, after: null, count: false }, { bearsToken: true }),
    ).toBe("unauthenticated");
    expect(await list({ kind: "apiKey", id: "key_1" })).toBe("forbidden");
    expect(await as(grace, readOwnOrder, { id: String(orders[0]?.id), orderToken: null })).toBe("not-found");
  });

  it("are found by staff with `customerId`", async () => {
    const { invoke, ada, grace, orders } = await open();
    const found = async (customerId: readonly string[], more: object = {}) => {
      const input = listOrders.input.parse({ customerId, ...more }) as Parameters<typeof listOrders.run>[1];
      const result = await invoke(listOrders, input as never);
      if (!result.ok) throw new Error(result.refusal.code);
      return result.value.items.map(({ id }) => orders.findIndex((one) => one.id === id));
    };
    expect(await found([ada.id])).toEqual([6, 3, 0]);
    expect(await found([ada.id, grace.id], { sort: "placedAt" })).toEqual([0, 1, 3, 4, 6, 7]);
    expect(await found([ada.id], { status: ["cancelled"] })).toEqual([]);
    expect(await found([ada.id], { q: "1004" })).toEqual([3]);
    expect(await found(["cus_01J00000000000000000000000"])).toEqual([]);
  });
});
