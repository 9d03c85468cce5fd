import { describe, expect, it } from "vitest";
import { orderPlaced } from "../../../../src/modules/orders/events.ts";
import { decidePlace } from "../../../../src/modules/orders/index.ts";
import { confirmationOf, refundedOf, shippedOf } from "../../../../src/modules/orders/mail/rules.ts";
import type { Fulfillment, Order } from "../../../../src/modules/orders/schema.ts";
import { ada } from "../../../support/till/draft.ts";
import { after, context, draft, lampId, placed, placement, rugId } from "../given.ts";

const shop = { name: "Lamps", defaultLocale: "en", replyTo: null };

/** Two lamps, a rug, and a warranty that is not shipped. */
const order = placed([
  { variantId: lampId, quantity: 2 },
  { variantId: rugId, quantity: 1 },
  { variantId: "var_warranty", quantity: 1, policy: "untracked", requiresShipping: false },
]);
const [lamps, rug, warranty] = order.items;
if (lamps === undefined || rug === undefined || warranty === undefined) throw new Error("three lines");

describe("the confirmation of an order", () => {
  /** What the mail of an order for three lamps says, of which two are in stock. */
  function confirmed(more: Parameters<typeof draft>[1] = {}, stocked = 3) {
    const bought = draft([{ variantId: lampId, quantity: 3, policy: "continue" }], more);
    const result = decidePlace(bought, placement({ [lampId]: stocked }), context);
    if (!result.ok) throw new Error(result.refusal.detail);
    const event = result.value.events.find(({ type }) => type === orderPlaced.type);
    const { version } = orderPlaced;
    const happened = { version, data: event?.data, occurredAt: "2026-03-01T12:00:00.000Z" };
    return confirmationOf(happened, { order: after(result.value.id, result.value.events), shop });
  }

  it("has what was ordered, when, and where it goes", () => {
    expect(confirmed()).toMatchObject({
      ...{ shop: "Lamps", number: 1_001, name: "Ada", placedAt: "2026-03-01T12:00:00.000Z" },
      ...{ shippingMethod: "Post", shippingAddress: ada, billingAddress: ada, isPending: false },
      items: [{ quantity: 3, subtotal: { amount: 3_000 } }],
    });
  });

  it("says if something is not in stock", () => {
    expect(confirmed({}, 2).isPending).toBe(true);
  });

  it("names no way of shipping and no address if there is none", () => {
    const sound = draft([{ variantId: lampId, quantity: 3 }]);
    const total = { ...sound.totals.total, amount: sound.totals.total.amount - 500 };
    const totals = { ...sound.totals, shipping: { ...total, amount: 0 }, total };
    expect(
      confirmed({ shippingOption: null, shippingAddress: null, billingAddress: null, totals }),
    ).toMatchObject({ shippingMethod: null, shippingAddress: null, billingAddress: null, name: null });
  });

  it("calls by name who gets the parcel, else who pays, by the last name if there is no first", () => {
    const grace = { ...ada, firstName: "Grace" };
    expect(confirmed({ shippingAddress: ada, billingAddress: grace }).name).toBe("Ada");
    expect(confirmed({ shippingAddress: null, billingAddress: grace }).name).toBe("Grace");
    expect(confirmed({ shippingAddress: { ...ada, firstName: null } }).name).toBe("Lovelace");
    expect(confirmed({ shippingAddress: { ...ada, firstName: null, lastName: null } }).name).toBeNull();
  });

  it("names nobody once the order is erased", () => {
    const result = decidePlace(
      draft([{ variantId: lampId, quantity: 1 }]),
      placement({ [lampId]: 1 }),
      context,
    );
    if (!result.ok) throw new Error(result.refusal.detail);
    const [event] = result.value.events;
    const happened = { version: orderPlaced.version, data: event?.data, occurredAt: order.placedAt };
    expect(confirmationOf(happened, { order: { ...order, person: null }, shop })).toMatchObject({
      name: null,
      shippingAddress: null,
      billingAddress: null,
    });
  });
});

describe("the mail of a parcel", () => {
  const parcelOf = (number: number, ...items: Fulfillment["items"]): Fulfillment => ({
    id: `ful_${number}` as Fulfillment["id"],
    status: "shipped",
    trackingNumber: `T${number}`,
    carrier: "Post",
    items,
    shippedAt: order.placedAt,
    deliveredAt: null,
  });
  const first = parcelOf(1, { itemId: lamps.id, quantity: 1 });
  const second = parcelOf(2, { itemId: lamps.id, quantity: 1 }, { itemId: rug.id, quantity: 1 });
  const fulfillments = [first, second];
  const told = ({ id, ...parcel }: Fulfillment, of: Order = { ...order, fulfillments }) =>
    shippedOf({ ...parcel, fulfillmentId: id }, { order: of, shop });

  it("has what is in it, and its tracking number", () => {
    const { items, ...rest } = told(second);
    expect(items.map(({ title, quantity }) => [title, quantity])).toEqual([
      [lamps.title, 1],
      [rug.title, 1],
    ]);
    expect(rest).toMatchObject({ trackingNumber: "T2", carrier: "Post", name: "Ada", number: order.number });
  });

  it("says that it is a part if more was to follow when it left, whatever has left since", () => {
    expect(told(first).isPart).toBe(true);
  });

  it("says that it is the last if nothing else has to be shipped", () => {
    expect(told(second).isPart).toBe(false);
    const onlyRug = parcelOf(3, { itemId: rug.id, quantity: 1 });
    expect(told(onlyRug, { ...order, fulfillments: [first, onlyRug] }).isPart).toBe(true);
  });
});

describe("the mail of a refund", () => {
  const usd = (amount: number) => ({ amount, currency: order.currency });
  const refunds = [500, 700, 100].map((amount, index) => ({
    id: `ref_${index + 1}`,
    paymentId: order.payments[0]?.id,
    amount: usd(amount),
    reason: "late",
    createdAt: order.placedAt,
  })) as Order["refunds"];
  const told = (index: number) => {
    const refund = refunds[index];
    if (refund === undefined) throw new Error("a refund");
    return refundedOf({ ...refund, refundId: refund.id }, { order: { ...order, refunds }, shop });
  };

  it("has its amount, and what that makes with those before it", () => {
    expect(told(0)).toMatchObject({ amount: usd(500), refundedInAll: usd(500), name: "Ada" });
    expect(told(1)).toMatchObject({ amount: usd(700), refundedInAll: usd(1_200) });
    expect(told(2)).toMatchObject({ amount: usd(100), refundedInAll: usd(1_300) });
  });
});
