import { describe, expect, it } from "vitest";
import { merged, ownedBy } from "../../../../src/modules/checkout/own/rules.ts";
import { pricingContext, variantOf } from "../../../support/quote.ts";
import { cartOf, lampId, rugId, songId } from "../cart/given.ts";

const home = {
  firstName: "Ada",
  lastName: null,
  company: null,
  address1: null,
  address2: null,
  city: "London",
  province: null,
  postalCode: null,
  country: "GB",
  phone: null,
};
const works = { ...home, company: "Works" };
const ada = { id: "cus_1", email: "ada@example.com", shippingAddress: home, billingAddress: works };

describe("a guest's cart becomes the customer's", () => {
  it("with the e-mail address and the default addresses, if it has none", () => {
    expect(ownedBy(cartOf([]), ada)).toMatchObject({
      customerId: "cus_1",
      email: "ada@example.com",
      shippingAddress: home,
      billingAddress: works,
    });
  });

  it("and keeps what the guest has entered; who gave one address wants it for both", () => {
    const entered = cartOf([], { email: "other@example.com", shippingAddress: works });
    expect(ownedBy(entered, ada)).toMatchObject({
      email: "other@example.com",
      shippingAddress: works,
      billingAddress: null,
    });
  });

  it("once: what the customer clears later stays empty", () => {
    const own = cartOf([], { customerId: "cus_1" });
    expect(ownedBy(own, ada)).toBe(own);
    expect(ownedBy(cartOf([]), null)).toMatchObject({ customerId: null, email: null });
  });
});

describe("carts are merged", () => {
  const price = { amount: 1_000, currency: "USD" } as never;
  const pricing = pricingContext({ variants: [variantOf(lampId, price), variantOf(rugId, price)] });
  const lines = (...items: readonly (readonly [string, number])[]) =>
    cartOf(items.map(([variantId, quantity]) => ({ variantId, quantity })));

  it("line by line: quantities of a variant add up, others are added at the end", () => {
    const { cart, leftOut } = merged(lines([lampId, 2]), [lines([rugId, 1], [lampId, 3])], pricing);
    expect(cart.lines.map(({ variantId, quantity }) => [variantId, quantity])).toEqual([
      [lampId, 5],
      [rugId, 1],
    ]);
    expect(leftOut).toEqual([]);
  });

  it("up to the most units of a line, and say how many were left out", () => {
    const { cart, leftOut } = merged(lines([lampId, 9_990]), [lines([lampId, 20])], pricing);
    expect(cart.lines[0]?.quantity).toBe(9_999);
    expect(leftOut).toMatchObject([{ variantId: lampId, quantity: 11, reason: "quantity-limit" }]);
  });

  it("without what is no longer sold, which is listed", () => {
    const { cart, leftOut } = merged(lines([lampId, 1]), [lines([songId, 2])], pricing);
    expect(cart.lines).toHaveLength(1);
    expect(leftOut).toMatchObject([{ variantId: songId, quantity: 2, reason: "unavailable" }]);
  });
});
