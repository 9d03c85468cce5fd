import { describe, expect, it } from "vitest";
import { z } from "zod";
import { productBody } from "../../support/http/products.ts";
import { openShop, type Shop } from "../../support/node/shop.ts";

const usd = (amount: number) => [{ amount, currency: "USD" }];

function shopOf(...skus: readonly string[]): Shop {
  const shop = openShop();
  for (const sku of skus)
    shop.must("catalogue.createProduct", productBody(sku, { variants: [{ sku, prices: usd(1_000) }] }));
  return shop;
}

const set = (shop: Shop, items: readonly object[], more: object = {}) =>
  shop.run("catalogue.setPricesBySku", { items, ...more });

const pricesOf = (shop: Shop, sku: string) => {
  const [row] = shop.tenant.storage.rows(`SELECT prices FROM variants WHERE sku = '${sku}'`);
  return z.array(z.looseObject({ amount: z.int() })).parse(JSON.parse(String(row?.prices)));
};

describe("prices of many variants by SKU", () => {
  it("are replaced in one request, and the answer has them", () => {
    const shop = shopOf("LAMP", "RUG");
    const answer = set(shop, [
      { sku: "RUG", prices: usd(500) },
      { sku: "LAMP", prices: [{ amount: 900, currency: "EUR", compareAtAmount: 1_200 }] },
    ]);
    expect(answer).toMatchObject({
      ok: true,
      answer: {
        items: [
          { sku: "RUG", prices: [{ amount: 500, currency: "USD", compareAtAmount: null }] },
          { sku: "LAMP", prices: [{ amount: 900, currency: "EUR", compareAtAmount: 1_200 }] },
        ],
      },
    });
    expect(
      shop.tenant.core
        .eventsAfter(0, 100)
        .events.slice(-2)
        .map(({ type }) => type),
    ).toEqual(["pricing.price.updated", "pricing.price.updated"]);
  });

  it("are all set or none, and every fault has its pointer", () => {
    const shop = shopOf("LAMP");
    const answer = set(shop, [
      { sku: "LAMP", prices: usd(500) },
      { sku: "NOBODY", prices: usd(500) },
    ]);
    expect(answer).toMatchObject({
      ok: false,
      refusal: { code: "unknown-variant", errors: [{ pointer: "/items/1/sku" }] },
    });
    expect(pricesOf(shop, "LAMP")).toMatchObject(usd(1_000));
  });

  it("are refused if a SKU is given twice, with a pointer to the second", () => {
    const twice = [500, 600].map((amount) => ({ sku: "LAMP", prices: usd(amount) }));
    expect(set(shopOf("LAMP"), twice)).toMatchObject({
      ok: false,
      refusal: { code: "validation-failed", errors: [{ pointer: "/items/1/sku", code: "duplicate" }] },
    });
  });

  it("with `partial` are set where they can be, and the rest is reported", () => {
    const shop = shopOf("LAMP", "RUG");
    const items = [
      { sku: "NOBODY", prices: usd(500) },
      { sku: "LAMP", prices: [{ amount: 500, currency: "JPY" }] },
      { sku: "RUG", prices: usd(500) },
      { sku: "RUG", prices: usd(600) },
    ];
    expect(set(shop, items, { partial: true })).toMatchObject({
      ok: true,
      answer: {
        items: [{ sku: "RUG", prices: usd(500) }],
        errors: [
          { pointer: "/items/0/sku", code: "unknown-variant" },
          { pointer: "/items/1/prices/0/currency", code: "currency-not-enabled" },
          { pointer: "/items/3/sku", code: "duplicate" },
        ],
      },
    });
    expect(pricesOf(shop, "LAMP")).toMatchObject(usd(1_000));
  });
});
