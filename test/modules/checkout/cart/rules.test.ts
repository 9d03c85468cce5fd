import { describe, expect, it } from "vitest";
import { currencySchema, type Money } from "../../../../src/kernel/values/money.ts";
import {
  addCode,
  addItems,
  newCart,
  patchCart,
  removeCode,
  repriced,
  setQuantity,
  settled,
  withoutCode,
} from "../../../../src/modules/checkout/cart/rules.ts";
import { type Cart, cartLimits } from "../../../../src/modules/checkout/cart/schema.ts";
import { anyContext as context, refusalOf } from "../../../support/decided.ts";
import { pricingContext, usd, variantOf } from "../../../support/quote.ts";
import { cartOf, lampId, rugId, songId } from "./given.ts";

const eur = currencySchema.parse("EUR");
const money = (amount: number, currency = usd): Money => ({ amount, currency });
const lamp = variantOf(lampId, money(1_000));
const rug = variantOf(rugId, money(250), { title: "Rug", sku: "RUG" });
const unpriced = variantOf(songId, null);
const shop = pricingContext({ variants: [lamp, rug, unpriced] });
const pointerOf = (index: number) => `/items/${index}`;

const add = (cart: Cart, ...items: readonly { readonly variantId: string; readonly quantity: number }[]) =>
  addItems(cart, items, shop, context, pointerOf);
const quantities = (cart: Cart) => cart.lines.map(({ variantId, quantity }) => [variantId, quantity]);
function must<Value>(result: { readonly ok: true; readonly value: Value } | { readonly ok: false }): Value {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
}

describe("items that are added to a cart", () => {
  it("are counted per variant, in the order in which they came", () => {
    const cart = must(add(cartOf([{ variantId: lampId, quantity: 2 }]), { variantId: rugId, quantity: 1 }));
    expect(quantities(must(add(cart, { variantId: lampId.toLowerCase(), quantity: 3 })))).toEqual([
      [lampId, 5],
      [rugId, 1],
    ]);
  });

  it("of a variant that is there already leave its line as it was: same id, same name", () => {
    const cart = cartOf([{ variantId: lampId, quantity: 2, unitAmount: 7 }]);
    const [line] = cart.lines;
    expect(must(add(cart, { variantId: lampId, quantity: 1 })).lines).toEqual([{ ...line, quantity: 3 }]);
  });

  it("are refused together, each for its own reason", () => {
    const items = [
      { variantId: "var_01J99999999999999999999999", quantity: 1 },
      { variantId: lampId, quantity: 1 },
      { variantId: songId, quantity: 1 },
    ];
    expect(refusalOf(add(cartOf([]), ...items))).toEqual({
      code: "unknown-variant",
      pointers: ["/items/0/variantId", "/items/2/variantId"],
    });
    expect(refusalOf(add(cartOf([]), ...items.slice(1))).code).toBe("price-unavailable");
  });

  it("may fill a line to 9,999 units, and not beyond", () => {
    const cart = cartOf([{ variantId: lampId, quantity: 9_998 }]);
    expect(quantities(must(add(cart, { variantId: lampId, quantity: 1 })))).toEqual([[lampId, 9_999]]);
    expect(refusalOf(add(cart, { variantId: lampId, quantity: 2 }))).toEqual({
      code: "too-large",
      pointers: ["/items/0/quantity"],
    });
  });

  it("may fill a cart to 250 lines, and not beyond", () => {
    const lines = (count: number) =>
      cartOf(Array.from({ length: count }, (_, index) => ({ variantId: `var_${index}`, quantity: 1 })));
    const items = [
      { variantId: rugId, quantity: 1 },
      { variantId: lampId, quantity: 1 },
    ];
    expect(must(add(lines(248), ...items)).lines).toHaveLength(250);
    expect(refusalOf(add(lines(249), ...items))).toEqual({ code: "too-large", pointers: ["/items/1"] });
  });

  it("name no more than fifty faults", () => {
    const items = Array.from({ length: 60 }, () => ({ variantId: songId, quantity: 1 }));
    expect(refusalOf(add(cartOf([]), ...items)).pointers).toHaveLength(50);
  });
});

describe("a new cart", () => {
  const shopper = { tokenHash: "hash", currency: usd, locale: "en", email: null };

  it("has its items at current prices, and is active", () => {
    const cart = must(newCart(shopper, [{ variantId: rugId, quantity: 2 }], shop, context));
    expect(cart).toMatchObject({ ...shopper, status: "active", version: 1, orderId: null });
    expect(cart).toMatchObject({ codes: [], discounts: [] });
    expect(cart.lines).toMatchObject([{ variantId: rugId, quantity: 2, unitAmount: 250, sku: "RUG" }]);
  });

  it("is refused in a currency that the shop has not enabled, and with what it does not sell", () => {
    expect(refusalOf(newCart({ ...shopper, currency: eur }, [], shop, context))).toEqual({
      code: "currency-not-enabled",
      pointers: ["/currency"],
    });
    const items = [{ variantId: songId, quantity: 1 }];
    expect(refusalOf(newCart(shopper, items, shop, context)).pointers).toEqual(["/items/0/variantId"]);
  });
});

describe("a line of a cart", () => {
  const cart = cartOf([
    { variantId: lampId, quantity: 2 },
    { variantId: rugId, quantity: 1 },
  ]);
  const [first] = cart.lines;
  if (first === undefined) throw new Error("the cart has lines");

  it("changes its quantity, and is removed at 0; the other lines stay", () => {
    expect(quantities(must(setQuantity(cart, first.id, 7)))).toEqual([
      [lampId, 7],
      [rugId, 1],
    ]);
    expect(quantities(must(setQuantity(cart, first.id, 0)))).toEqual([[rugId, 1]]);
  });

  it("must exist", () => {
    expect(refusalOf(setQuantity(cart, "item_1", 1)).code).toBe("not-found");
  });
});

describe("a change of a cart's currency", () => {
  const inEuros = pricingContext({
    variants: [variantOf(lampId, money(900, eur)), variantOf(rugId, null)],
    settings: { currencies: [usd, eur] },
  });

  it("needs a price in it for every line, and names each line without", () => {
    const both = cartOf([{ variantId: lampId }, { variantId: rugId }, { variantId: songId }]);
    expect(refusalOf(patchCart(both, { currency: eur }, inEuros))).toEqual({
      code: "price-unavailable",
      pointers: ["/currency", "/currency"],
    });
    expect(must(patchCart(cartOf([{ variantId: lampId }]), { currency: eur }, inEuros)).currency).toBe(eur);
  });

  it("is refused if the shop has not enabled it", () => {
    expect(refusalOf(patchCart(cartOf([]), { currency: eur }, shop)).code).toBe("currency-not-enabled");
  });

  it("to the same one asks for nothing; nor does another change", () => {
    const cart = cartOf([{ variantId: songId }]);
    expect(patchCart(cart, { currency: usd }, shop).ok).toBe(true);
    const disabled = pricingContext({ settings: { currencies: [eur] } });
    expect(patchCart(cart, { note: "Ring twice" }, disabled)).toMatchObject({
      value: { ...cart, note: "Ring twice" },
    });
  });
});

describe("the shipping option of a cart", () => {
  const offering = (currency: Money["currency"]) =>
    pricingContext({ shippingOption: { id: "shp_1", name: "Post", prices: [money(500, currency)] } });
  const choose = (shippingOptionId: string | null, pricing = shop) =>
    patchCart(cartOf([]), { shippingOptionId }, pricing);

  it("exists, and has a price in the cart's currency", () => {
    expect(must(choose("shp_1", offering(usd))).shippingOptionId).toBe("shp_1");
    const pointers = ["/shippingOptionId"];
    expect(refusalOf(choose("shp_1"))).toEqual({ code: "unknown-reference", pointers });
    expect(refusalOf(choose("shp_1", offering(eur)))).toEqual({ code: "price-unavailable", pointers });
  });

  it("can be taken back", () => {
    expect(must(choose(null)).shippingOptionId).toBeNull();
  });
});

describe("the codes of a cart", () => {
  const cart = cartOf([], { codes: ["WELCOME", "Ten"] });

  it("are added one by one; one that is there stays as it is, in whatever case", () => {
    expect(must(addCode(cart, "spring")).codes).toEqual(["WELCOME", "Ten", "spring"]);
    expect(must(addCode(cart, " ten ")).codes).toEqual(["WELCOME", "Ten"]);
  });

  it("are as many as a cart may have, and not one more", () => {
    const most = cartLimits.codes.value;
    const codes = Array.from({ length: most - 1 }, (_, index) => `CODE${index}`);
    const full = must(addCode(cartOf([], { codes }), "LAST"));
    expect(full.codes).toHaveLength(most);
    expect(refusalOf(addCode(full, "MORE"))).toEqual({ code: "too-large", pointers: ["/code"] });
    expect(must(addCode(full, "last"))).toBe(full);
  });

  it("are removed in whatever case, and one that is not there is not found", () => {
    expect(must(removeCode(cart, "welcome")).codes).toEqual(["Ten"]);
    expect(withoutCode(cart.codes, "TEN")).toEqual(["WELCOME"]);
    expect(refusalOf(removeCode(cart, "spring")).code).toBe("not-found");
  });
});

describe("a cart after a change", () => {
  it("is active again if it was abandoned, and has its next version", () => {
    expect(settled(cartOf([], { status: "abandoned", version: 4 }), shop)).toMatchObject({
      status: "active",
      version: 5,
    });
    expect(settled(cartOf([], { status: "completed" }), shop).status).toBe("completed");
  });

  it("has current prices and names; what is no longer sold keeps its last ones", () => {
    const old = { unitAmount: 99, quantity: 1 };
    const cart = cartOf([
      { variantId: rugId, ...old },
      { variantId: songId, ...old },
      { variantId: "var_gone", ...old },
    ]);
    const [current, withoutPrice, gone] = repriced(cart, shop);
    expect(current).toMatchObject({ unitAmount: 250, title: "Rug", sku: "RUG", quantity: 1 });
    expect([withoutPrice, gone]).toEqual(cart.lines.slice(1));
  });

  it("keeps the beginning of a long name", () => {
    const long = { title: "é".repeat(200), variantTitle: "x".repeat(400) };
    const [line] = repriced(
      cartOf([{ variantId: lampId }]),
      pricingContext({ variants: [variantOf(lampId, money(1), long)] }),
    );
    expect(line).toMatchObject({ title: "é".repeat(150), variantTitle: "x".repeat(300) });
  });
});
