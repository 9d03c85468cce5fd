import { describe, expect, it } from "vitest";
import type { Money } from "../../../../src/kernel/values/money.ts";
import { cartContentOf, completedCartContentOf } from "../../../../src/modules/checkout/cart/presentation.ts";
import type { Cart } from "../../../../src/modules/checkout/cart/schema.ts";
import { quoteBasket } from "../../../../src/modules/checkout/quote/quote-basket.ts";
import type { InventoryPolicy } from "../../../../src/modules/inventory/index.ts";
import { orderStateOf } from "../../../../src/modules/orders/changing/derived-rules.ts";
import { toListedOrder, toStoreOrder } from "../../../../src/modules/orders/presentation.ts";
import { pricingContext, usd, variantOf } from "../../../support/quote.ts";
import { ada } from "../../../support/till/draft.ts";
import { level, main, stocked } from "../../inventory/given.ts";
import { placed } from "../../orders/given.ts";
import { cartOf, lampId, rugId } from "./given.ts";

const money = (amount: number): Money => ({ amount, currency: usd });
const image = { url: "https://images.example/lamp.jpg", alt: "A lamp" };

interface OnSale {
  readonly price?: Money | null;
  readonly policy?: InventoryPolicy;
  readonly stock?: number;
  readonly reserved?: number;
}

/** The cart as its shopper sees it, of a shop that sells one lamp. */
function shown(cart: Cart, { price = money(1_000), policy = "deny", stock, reserved = 0 }: OnSale = {}) {
  const pricing = pricingContext({ variants: [variantOf(lampId, price, { policy, image })] });
  const counted = stock === undefined ? [] : [stocked([level(main, stock, { reserved })], lampId)];
  const context = { ...pricing, stocks: new Map(counted.map((one) => [one.variantId, one])) };
  const quote = quoteBasket(cart, context);
  if (!quote.ok) throw new Error(quote.refusal.detail);
  return cartContentOf(cart, quote.value, context);
}

const lamps = (quantity: number, more: Partial<Cart["lines"][number]> = {}) =>
  cartOf([{ variantId: lampId, quantity, unitAmount: 1_000, ...more }]);
const lineOf = (...given: Parameters<typeof shown>) => shown(...given).items[0];

describe("a line of a cart", () => {
  it("can have what is in stock and not reserved, and says whether that is enough", () => {
    const onSale = { stock: 5, reserved: 2 };
    expect(lineOf(lamps(3), onSale)).toMatchObject({
      available: true,
      availability: "in-stock",
      maxQuantity: 3,
    });
    expect(lineOf(lamps(4), onSale)).toMatchObject({
      available: false,
      availability: "out-of-stock",
      maxQuantity: 3,
    });
  });

  it("can have none of what was never counted, or is promised beyond the stock", () => {
    expect(lineOf(lamps(1))).toMatchObject({ available: false, maxQuantity: 0 });
    expect(lineOf(lamps(1), { stock: 1, reserved: 3 })).toMatchObject({ available: false, maxQuantity: 0 });
  });

  it("has no most if stock does not limit it", () => {
    expect(lineOf(lamps(9), { policy: "untracked" })).toMatchObject({ available: true, maxQuantity: null });
    expect(lineOf(lamps(9), { policy: "continue", stock: 1 })).toMatchObject({
      available: true,
      availability: "backorder",
      maxQuantity: null,
    });
  });

  it("can have no more than 9,999, however much is in stock", () => {
    expect(lineOf(lamps(1), { stock: 20_000 })?.maxQuantity).toBe(9_999);
  });

  it("says whether the price has changed since the shopper's last change", () => {
    expect(lineOf(lamps(1))).toMatchObject({ priceChanged: false, image, unitPrice: money(1_000) });
    expect(lineOf(lamps(1, { unitAmount: 999 }))?.priceChanged).toBe(true);
  });

  it("has its taxes, by name and rate", () => {
    const settings = { taxRates: [{ country: ada.country, rate: 2_000 }] };
    const pricing = pricingContext({ variants: [variantOf(lampId, money(1_000))], settings });
    const quote = quoteBasket({ ...lamps(1), shippingAddress: ada }, pricing);
    if (!quote.ok) throw new Error(quote.refusal.detail);
    expect(cartContentOf(lamps(1), quote.value, pricing).items[0]).toMatchObject({
      tax: money(200),
      taxes: [{ rate: 2_000, amount: money(200) }],
    });
  });

  it("keeps its name and has no stock once it is not sold any more", () => {
    const gone = cartOf([{ variantId: "var_gone", quantity: 1, unitAmount: 5 }]);
    const withoutPrice = lineOf(lamps(1), { price: null, stock: 9 });
    for (const line of [lineOf(gone), withoutPrice])
      expect(line).toMatchObject({
        title: "Lamp",
        image: null,
        available: false,
        availability: "out-of-stock",
        maxQuantity: 0,
      });
  });
});

describe("a cart", () => {
  it("is billed to the shipping address unless there is another", () => {
    expect(shown(cartOf([], { shippingAddress: ada })).billingAddress).toEqual(ada);
    const office = { ...ada, city: "Berlin" };
    expect(shown(cartOf([], { shippingAddress: ada, billingAddress: office })).billingAddress).toEqual(
      office,
    );
  });
});

describe("a completed cart", () => {
  const order = placed([
    { variantId: lampId, quantity: 2 },
    { variantId: rugId, quantity: 1 },
  ]);
  const stored = { ...toListedOrder(orderStateOf(order), 1), expiresAt: null };
  const cart = cartOf([], { status: "completed", orderId: order.id, codes: ["ten"] });
  const context = pricingContext({
    variants: [variantOf(lampId, money(9_999), { policy: "untracked", title: "Renamed" })],
  });

  it("has what was ordered, at the prices and with the names of the order", () => {
    const content = completedCartContentOf(cart, toStoreOrder(stored), context);
    expect(content).toMatchObject({
      status: "completed",
      items: [
        { variantId: lampId, title: order.items[0]?.title, unitPrice: money(1_000), quantity: 2 },
        { variantId: rugId, unitPrice: money(1_000), quantity: 1 },
      ],
      totals: order.totals,
      shippingOption: order.shippingOption,
    });
    expect(content.items[0]).not.toHaveProperty("shipped");
  });

  it("says what can be ordered again, and never that a price has changed", () => {
    const { items } = completedCartContentOf(cart, toStoreOrder(stored), context);
    expect(items.map(({ available, priceChanged }) => [available, priceChanged])).toEqual([
      [true, false],
      [false, false],
    ]);
  });
});
