import { expect, it } from "vitest";
import { openOrderShop } from "./shop.ts";

function openTill() {
  const shop = openOrderShop();
  const variantId = shop.stock("Lamp", 5);
  const sell = (quantity = 1) => {
    const order = shop.attempt("till.place", { items: [{ variantId, quantity }] });
    return typeof order === "string" ? order : order.number;
  };
  return { ...shop, sell };
}

it("orders are numbered from 1001, without a gap for a refused one", () => {
  const { sell, platform, tenant } = openTill();
  expect([sell(), sell(), sell(9), sell(9), sell()]).toEqual([
    1_001,
    1_002,
    "insufficient-inventory",
    "insufficient-inventory",
    1_003,
  ]);
  platform.wakeUp(tenant);
  expect(sell()).toBe(1_004);
});

it("numbers continue above the sequence floor, and never go back", () => {
  const { sell, tenant } = openTill();
  const begin = (later: number, highest: number) =>
    tenant.core.adopt({ epoch: 1 + later, floors: { "orders.number": highest } });
  expect(sell()).toBe(1_001);
  begin(1, 1_500);
  expect(sell()).toBe(1_501);
  begin(2, 1_200);
  expect(sell()).toBe(1_502);
});
