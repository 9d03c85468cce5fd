import { describe, expect, it } from "vitest";
import { openStore } from "../../checkout/given.ts";

describe("an order and a cart, when the options of a product are renamed", () => {
  it("keep the variant: the order says what was bought, and the cart can still be bought", () => {
    const store = openStore();
    const [variantId = ""] = store.sellAll(["S", "M"]);
    store.must("inventory.setStock", { id: variantId, stocked: 5 });
    const open = store.ready({ variantId, quantity: 1 });
    const order = store.completes(store.ready({ variantId, quantity: 1 }).id);
    const { productId } = open.items[0] ?? { productId: "" };
    const renamed = { options: [{ name: "Grösse", values: ["Klein", "M"] }] };
    const product = Object(store.must("catalogue.updateProduct", { id: productId, patch: {} }));
    const [small, medium] = product.variants;
    const variants = [
      { id: small.id, options: { Grösse: "Klein" } },
      { id: medium.id, options: { Grösse: "M" } },
    ];
    store.must("catalogue.updateProduct", { id: productId, patch: { ...renamed, variants } });
    const read = store.tenant.core.ask({
      query: "orders.readOrder",
      input: { id: order.id },
      actor: { kind: "system" },
    });
    expect(read).toMatchObject({ value: { items: [{ variantTitle: "S", options: { Size: "S" } }] } });
    expect(store.completes(open.id).items).toMatchObject([
      { variantId, variantTitle: "Klein", options: { Grösse: "Klein" } },
    ]);
  });
});
