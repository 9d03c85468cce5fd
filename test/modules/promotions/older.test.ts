import { expect, it } from "vitest";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import { forgetAll } from "../../../src/kernel/storage/remembered.ts";
import { orderState } from "../../../src/modules/orders/schema.ts";
import { finish, request } from "../../support/node/rebuilds.ts";
import { openPromotedStore, usd } from "./given.ts";

/** Writes an order back as the release before promotions has stored it. */
function makeOlder({ tenant }: ReturnType<typeof openPromotedStore>, id: string): void {
  const [row] = tenant.storage.rows("SELECT content FROM orders WHERE id = ?", id);
  const { adjustments: _, shippingTaxes: __, ...order } = JSON.parse(String(row?.content));
  const items = order.items.map(({ adjustments: _, taxes: __, ...item }: Record<string, unknown>) => item);
  tenant.storage.rows(
    "UPDATE orders SET content = ?, state_version = 3 WHERE id = ?",
    JSON.stringify({ ...order, items }),
    id,
  );
}

it("an order from before there were promotions is read, paid, refunded, cancelled and rebuilt", async () => {
  const store = openPromotedStore();
  store.must("tenants.changeSettings", { taxRates: [{ country: "DE", rate: 1_900 }] });
  const { variantId } = store.sell();
  const { id } = store.completes(store.ready({ variantId, quantity: 2 }).id);
  makeOlder(store, id);
  // An object that starts again has nothing in memory.
  forgetAll(store.tenant.storage.database);

  const read = store.tenant.core.ask({ query: "orders.readOrder", input: { id }, actor: platformToken });
  expect(read).toMatchObject({
    value: {
      items: [{ adjustments: [], taxes: [{ name: "Tax", rate: 1_900, amount: usd(380) }] }],
      adjustments: [],
      shippingTaxes: [],
    },
  });
  store.must("orders.captureOrder", { id });
  store.must("orders.refundOrder", { id, amount: usd(380), reason: "a scratch" });
  const rebuilt = await finish(store.platform, store.tenant, request(store.tenant, { view: "orders" }));
  expect(rebuilt.status).toBe("completed");
  const rows = store.platform.readModel.rows(
    "SELECT state_version AS version, state ->> '$.totals.tax.amount' AS tax FROM orders WHERE id = ?",
    id,
  );
  expect(rows).toEqual([{ version: orderState.version, tax: 380 }]);
  store.must("orders.cancelOrder", { id, reason: "gone", refund: true });
});

it("a cart from before there were codes is changed and becomes an order", () => {
  const store = openPromotedStore();
  const { variantId } = store.sell();
  const cart = store.ready({ variantId, quantity: 1 });
  store.tenant.storage.rows("UPDATE carts SET codes = '[]', discounts = '[]'");
  store.promote({ codes: ["TEN"] });
  expect(store.enter(cart.id, "TEN").totals.discount).toEqual(usd(100));
  expect(store.completes(cart.id).totals.discount).toEqual(usd(100));
});
