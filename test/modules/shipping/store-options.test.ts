import { describe, expect, it } from "vitest";
import { anonymous } from "../../../src/kernel/access/actor.ts";
import { openShop, type Shop } from "../../support/node/shop.ts";

const ask = (shop: Shop, currency: string | null) =>
  shop.tenant.core.ask({
    query: "shipping.listStoreOptions",
    input: { country: "DE", currency },
    actor: anonymous,
  });

describe("the shipping options of a shop, without a cart", () => {
  it("are listed with their prices in the shop's currency", () => {
    expect(ask(openShop(), null)).toMatchObject({
      ok: true,
      value: { items: [{ name: "Flat rate", price: { amount: 500, currency: "USD" } }] },
    });
  });

  it("are those with a price in the requested currency", () => {
    const shop = openShop();
    shop.must("shipping.createOption", { name: "Express", prices: [{ amount: 900, currency: "USD" }] });
    expect(ask(shop, "EUR")).toMatchObject({ value: { items: [{ name: "Flat rate" }] } });
    expect(Object(ask(shop, "USD")).value.items).toHaveLength(2);
  });

  it("are refused in a currency that is not enabled, with a pointer to it", () => {
    expect(ask(openShop(), "JPY")).toMatchObject({
      ok: false,
      refusal: {
        code: "validation-failed",
        errors: [{ pointer: "/currency", code: "currency-not-enabled" }],
      },
    });
  });
});
