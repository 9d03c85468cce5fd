import { describe, expect, it } from "vitest";
import { anonymous } from "../../../../src/kernel/access/actor.ts";
import { currencySchema, type Money } from "../../../../src/kernel/values/money.ts";
import type { Cart } from "../../../../src/modules/checkout/cart/schema.ts";
import { draftOrder, type Placing } from "../../../../src/modules/checkout/completion/rules.ts";
import { refusalOf } from "../../../support/decided.ts";
import { pricingContext, usd, variantOf } from "../../../support/quote.ts";
import { ada } from "../../../support/till/draft.ts";
import { candidateOf, centsOff } from "../../promotions/candidate.ts";
import { cartOf, lampId, rugId, songId } from "./given.ts";

const eur = currencySchema.parse("EUR");
const money = (amount: number, currency = usd): Money => ({ amount, currency });
const variants = [
  variantOf(lampId, money(1_000)),
  variantOf(rugId, money(250)),
  variantOf(songId, money(99), { requiresShipping: false }),
];
const post = { id: "shp_1", name: "Post", prices: [money(500)] };
const shop = pricingContext({ variants, shippingOption: post });
const withoutShipping = pricingContext({ variants });

const placing: Placing = { accessTokenHash: "hash", actor: anonymous, cartId: "cart_1" };
const email = "ada@example.com";
const lamps = { variantId: lampId, quantity: 2, unitAmount: 1_000 };
const rugs = { variantId: rugId, quantity: 1, unitAmount: 250 };
const song = { variantId: songId, quantity: 1, unitAmount: 99 };
const complete = cartOf([lamps, rugs], { email, shippingAddress: ada });

function drafted(cart: Cart, more: Partial<Placing> = {}, pricing = shop) {
  const draft = draftOrder(cart, pricing, { ...placing, ...more });
  if (!draft.ok) throw new Error(JSON.stringify(draft.refusal));
  return draft.value;
}
const refused = (cart: Cart, more: Partial<Placing> = {}, pricing = shop) =>
  refusalOf(draftOrder(cart, pricing, { ...placing, ...more }));

describe("the order of a complete cart", () => {
  it("has its lines, prices and addresses, and is paid to the shop itself", () => {
    const draft = drafted({ ...complete, note: "Ring twice" });
    expect(draft).toMatchObject({
      email,
      note: "Ring twice",
      currency: usd,
      locale: "en",
      totals: { subtotal: money(2_250), shipping: money(500), total: money(2_750) },
      shippingOption: { id: "shp_1", price: money(500) },
      payment: { provider: "manual" },
      cartId: "cart_1",
      customerId: null,
    });
    expect(draft.items).toMatchObject([
      { variantId: lampId, quantity: 2, unitPrice: money(1_000), total: money(2_000), pointer: "/items/0" },
      { variantId: rugId, quantity: 1, unitPrice: money(250), total: money(250), pointer: "/items/1" },
    ]);
  });

  it("is billed to the shipping address unless there is another", () => {
    expect(drafted(complete).billingAddress).toEqual(ada);
    const office = { ...ada, city: "Berlin" };
    expect(drafted({ ...complete, billingAddress: office })).toMatchObject({
      shippingAddress: ada,
      billingAddress: office,
    });
  });

  it("belongs to the customer who places it", () => {
    expect(drafted(complete, { actor: { kind: "customer", id: "cus_1" } }).customerId).toBe("cus_1");
    expect(drafted(complete, { actor: { kind: "user", id: "usr_1" } }).customerId).toBeNull();
  });

  it("keeps the taxes of each line, by their names", () => {
    const settings = { taxRates: [{ country: ada.country, rate: 2_000 }] };
    const taxed = pricingContext({ variants, shippingOption: post, settings });
    expect(drafted(complete, {}, taxed).items.map(({ tax, taxes }) => [tax, taxes])).toEqual([
      [money(400), [expect.objectContaining({ rate: 2_000, amount: money(400) })]],
      [money(50), [expect.objectContaining({ rate: 2_000, amount: money(50) })]],
    ]);
  });

  it("needs neither address nor shipping option if nothing is shipped", () => {
    expect(drafted(cartOf([song], { email }), {}, withoutShipping)).toMatchObject({
      shippingAddress: null,
      billingAddress: null,
      shippingOption: null,
    });
  });
});

describe("a cart becomes no order", () => {
  it("while something is missing, and everything that is missing is named", () => {
    expect(refused(cartOf([]), {}, withoutShipping)).toEqual({
      code: "checkout-incomplete",
      pointers: ["/items", "/email"],
    });
    expect(refused(cartOf([song, lamps]), {}, withoutShipping).pointers).toEqual([
      "/email",
      "/shippingAddress",
      "/shippingOptionId",
    ]);
  });

  it("in a currency that the shop no longer has", () => {
    const onlyEuros = { ...shop, settings: { ...shop.settings, currencies: [eur] } };
    expect(refused(complete, {}, onlyEuros)).toEqual({
      code: "currency-not-enabled",
      pointers: ["/currency"],
    });
  });

  it("with what is no longer sold, whatever total the shopper expects", () => {
    const gone = { variantId: "var_gone", quantity: 1, unitAmount: 5 };
    const cart = cartOf([lamps, gone], { email, shippingAddress: ada });
    const expected = { code: "cart-changed", pointers: ["/items/1"] };
    expect(refused(cart)).toEqual(expected);
    expect(refused(cart, { expectedTotal: money(2_500) })).toEqual(expected);
  });

  it("with a price that has changed, unless the shopper expects the new total", () => {
    const cart = cartOf([lamps, { ...rugs, unitAmount: 200 }], { email, shippingAddress: ada });
    expect(refused(cart)).toEqual({ code: "cart-changed", pointers: ["/items/1"] });
    expect(drafted(cart, { expectedTotal: money(2_750) }).totals.total).toEqual(money(2_750));
    expect(refused(cart, { expectedTotal: money(2_700) }).pointers).toEqual(["/expectedTotal", "/items/1"]);
  });

  it("with less taken off than it has shown, unless the shopper expects the new total", () => {
    const tenOff = candidateOf({ id: "pro_1", action: centsOff(1_000) });
    const twoOff = candidateOf({ id: "pro_2", action: centsOff(200) });
    const pricing = { ...shop, promotions: [tenOff, twoOff] };
    const shown = (first: number, second: number, third: number) => ({
      ...complete,
      discounts: [
        { promotionId: "pro_1", amount: first },
        { promotionId: "pro_2", amount: second },
        { promotionId: "pro_3", amount: third },
      ],
    });
    const objections = (cart: Cart) => refused(cart, {}, pricing).pointers;
    expect(objections(shown(1_000, 200, 1))).toEqual(["/adjustments"]);
    expect(objections(shown(1_001, 201, 0))).toEqual(["/adjustments", "/adjustments"]);
    expect(objections(shown(1_300, 100, 0))).toEqual(["/adjustments"]);
    expect(refused(shown(1_001, 200, 0), {}, pricing).code).toBe("cart-changed");
    for (const cart of [shown(1_000, 200, 0), shown(900, 300, 0), shown(0, 0, 0)])
      expect(drafted(cart, {}, pricing).totals.discount).toEqual(money(1_200));
    expect(drafted(shown(2_000, 0, 0), { expectedTotal: money(1_550) }, pricing).totals.total).toEqual(
      money(1_550),
    );
  });

  it("with another total than the shopper expects, in amount or in currency", () => {
    const pointers = ["/expectedTotal"];
    expect(refused(complete, { expectedTotal: money(2_751) })).toEqual({ code: "cart-changed", pointers });
    expect(refused(complete, { expectedTotal: money(2_750, eur) })).toEqual({
      code: "cart-changed",
      pointers,
    });
  });

  it("with amounts that are too large to be exact", () => {
    const dear = pricingContext({ variants: [variantOf(lampId, money(9_000_000_000_000_000))] });
    const cart = cartOf([{ ...lamps, unitAmount: 9_000_000_000_000_000 }], { email, shippingAddress: ada });
    expect(draftOrder(cart, dear, placing).ok).toBe(false);
  });

  it("and no more than fifty reasons are given", () => {
    const lines = Array.from({ length: 60 }, () => ({ ...lamps, unitAmount: 1 }));
    expect(refused(cartOf(lines, { email, shippingAddress: ada })).pointers).toHaveLength(50);
  });
});
