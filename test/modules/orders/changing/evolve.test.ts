import { describe, expect, it } from "vitest";
import { ok } from "../../../../src/kernel/values/result.ts";
import { fulfillmentStatusOf, unshippedOf } from "../../../../src/modules/orders/changing/derived-rules.ts";
import { evolve } from "../../../../src/modules/orders/changing/evolve-rules.ts";
import { decideDeliver } from "../../../../src/modules/orders/changing/fulfillment-rules.ts";
import { decideRefund, refundable } from "../../../../src/modules/orders/changing/payment-rules.ts";
import { decideUpdate } from "../../../../src/modules/orders/changing/status-rules.ts";
import {
  orderCancelled,
  orderClaimed,
  orderCompleted,
  orderErased,
  orderUpdated,
} from "../../../../src/modules/orders/events.ts";
import { orderBefore } from "../../../../src/modules/orders/rules.ts";
import type { Fulfillment, Order, Payment } from "../../../../src/modules/orders/schema.ts";
import { anyContext as context } from "../../../support/decided.ts";
import { ada } from "../../../support/till/draft.ts";
import { afterwards, placed } from "../given.ts";

const order = placed();
const [first] = order.payments;
if (first === undefined) throw new Error("an order has a payment");
const second: Payment = {
  ...first,
  id: "pay_01J00000000000000000000002" as Payment["id"],
  amount: { ...first.amount, amount: first.amount.amount - 1 },
};

const happened = (type: string, data: unknown, minute = 0) => ({
  type,
  version: type === orderUpdated.type ? orderUpdated.version : 1,
  data,
  occurredAt: new Date(context.now + minute * 60_000).toISOString(),
  actor: context.actor,
});

const parcel = (id: string, status: Fulfillment["status"]): Fulfillment => ({
  id: id as Fulfillment["id"],
  status,
  trackingNumber: "1",
  carrier: "Post",
  items: [],
  shippedAt: null,
  deliveredAt: null,
});

describe("the timeline of an order", () => {
  it("begins when it is placed, and has an entry for each event, with its time and actor", () => {
    const completed = evolve(order, happened(orderCompleted.type, {}, 1));
    expect(completed.timeline).toEqual([
      { at: "2026-03-01T12:00:00.000Z", type: "order.placed", actor: context.actor },
      { at: "2026-03-01T12:01:00.000Z", type: "order.completed", actor: context.actor },
    ]);
  });

  it("has the last five hundred entries of an order that changes without end", () => {
    let current = order;
    for (let minute = 1; minute <= 500; minute += 1)
      current = evolve(
        current,
        happened(orderUpdated.type, { person: { note: null, internalNote: null } }, minute),
      );
    expect(current.timeline).toHaveLength(500);
    expect(current.timeline[0]?.at).toBe("2026-03-01T12:01:00.000Z");
  });

  it("never passes over an event that the order does not know", () => {
    expect(() => evolve(order, happened("order.teleported", {}))).toThrow();
  });
});

describe("one of several payments", () => {
  const paidTwice: Order = {
    ...order,
    status: "paid",
    payments: [
      { ...first, status: "declined" },
      { ...second, status: "captured" },
    ],
  };
  const refund = (one: Order, amount: number) =>
    decideRefund(one, { amount: { amount, currency: order.currency }, reason: "broken" }, context);

  it("is refunded, and the others stay as they are", () => {
    const { payments } = afterwards(paidTwice, refund(paidTwice, 100));
    expect(payments.map(({ status }) => status)).toEqual(["declined", "partially_refunded"]);
  });

  it("counts its own refunds only", () => {
    const other = {
      id: "ref_01J00000000000000000000001",
      paymentId: first.id,
      amount: { amount: 500, currency: order.currency },
      reason: "before",
      createdAt: "2026-02-01T00:00:00.000Z",
    } as Order["refunds"][number];
    const before = { ...paidTwice, refunds: [other] };
    expect(refundable(before)?.left).toEqual(second.amount);
    const whole = afterwards(before, refund(before, second.amount.amount));
    expect(whole.payments[1]?.status).toBe("refunded");
    expect(refundable(whole)).toBeNull();
  });

  it("is voided with the order if it was not captured, and only then", () => {
    const cancelled = evolve(
      { ...paidTwice, payments: [first, { ...second, status: "refunded" }] },
      happened(orderCancelled.type, { reason: "gone" }),
    );
    expect(cancelled.payments.map(({ status }) => status)).toEqual(["cancelled", "refunded"]);
    expect(cancelled.cancelReason).toBe("gone");
  });
});

describe("parcels", () => {
  const [line] = order.items;
  if (line === undefined) throw new Error("an order has a line");
  const ofOne = (id: string, status: Fulfillment["status"]) => ({
    ...parcel(id, status),
    items: [{ itemId: line.id, quantity: 1 }],
  });

  it("that were cancelled or not sent yet have shipped nothing", () => {
    const fulfillments = [
      ofOne("ful_01J00000000000000000000001", "cancelled"),
      ofOne("ful_01J00000000000000000000002", "pending"),
    ];
    expect(fulfillmentStatusOf({ ...order, fulfillments })).toBe("unfulfilled");
    expect([...unshippedOf({ ...order, fulfillments })]).toEqual([[line.id, 2]]);
  });

  it("make an order delivered when the last one is", () => {
    const one = ofOne("ful_01J00000000000000000000001", "delivered");
    const other = ofOne("ful_01J00000000000000000000002", "shipped");
    expect(fulfillmentStatusOf({ ...order, fulfillments: [one, other] })).toBe("fulfilled");
    const both = [one, { ...other, status: "delivered" as const }];
    expect(fulfillmentStatusOf({ ...order, fulfillments: both })).toBe("delivered");
  });

  it("are delivered if they are under way", () => {
    const underway: Order = {
      ...order,
      status: "shipped",
      fulfillments: [
        parcel("ful_01J00000000000000000000001", "shipped"),
        parcel("ful_01J00000000000000000000002", "cancelled"),
      ],
    };
    const before = orderBefore(underway, "delivered");
    if (!before.ok) throw new Error("a shipped order can be delivered");
    const delivered = afterwards(underway, ok(decideDeliver(before.value)));
    expect(delivered.fulfillments).toMatchObject([
      { status: "delivered", deliveredAt: "2026-03-01T12:00:00.000Z" },
      { status: "cancelled", deliveredAt: null },
    ]);
  });
});

describe("the notes of an order", () => {
  const noted = {
    ...order,
    person: order.person && { ...order.person, note: "Ring twice", internalNote: "VIP" },
  };
  const update = (patch: Parameters<typeof decideUpdate>[1], one: Order = noted) =>
    decideUpdate(one, patch, undefined).map(({ data }) => data);

  it("change one by one; an empty text or null removes a note", () => {
    expect(update({ note: "Knock" })).toEqual([{ person: { note: "Knock", internalNote: "VIP" } }]);
    expect(update({ internalNote: "" })).toEqual([{ person: { note: "Ring twice", internalNote: null } }]);
    expect(update({ note: null })).toEqual([{ person: { note: null, internalNote: "VIP" } }]);
  });

  it("are what the order has afterwards", () => {
    const { person } = afterwards(noted, ok(decideUpdate(noted, { internalNote: "Call first" }, undefined)));
    expect(person).toMatchObject({ note: "Ring twice", internalNote: "Call first" });
  });

  it("are events only if one differs", () => {
    expect(update({})).toEqual([]);
    expect(update({ note: "Ring twice", internalNote: "VIP" })).toEqual([]);
  });

  it("stay away once the personal data are erased", () => {
    expect(update({ note: "Knock" }, { ...order, person: null })).toEqual([]);
    const erased = evolve(
      { ...order, person: null },
      happened(orderUpdated.type, { person: { note: "a", internalNote: null } }),
    );
    expect(erased.person).toBeNull();
    const kept = evolve(
      noted,
      happened(orderUpdated.type, { person: { note: "Knock", internalNote: "VIP" } }),
    );
    expect(kept.person).toEqual({ ...noted.person, note: "Knock" });
  });
});

describe("the person of an order", () => {
  it("is a customer once the customer has claimed it", () => {
    expect(order.customerId).toBeNull();
    const claimed = evolve(order, happened(orderClaimed.type, { customerId: "cus_ada" }));
    expect(claimed).toMatchObject({ customerId: "cus_ada", person: order.person });
  });

  it("is gone once it was erased, up to the countries that taxes were for", () => {
    const { person } = order;
    if (person === null) throw new Error("it has a person");
    const billingAddress = { ...ada, country: "FR" };
    const erased = evolve(
      { ...order, person: { ...person, billingAddress } },
      happened(orderErased.type, {}),
    );
    expect(erased.person).toBeNull();
    expect(erased.erasure).toEqual({
      at: "2026-03-01T12:00:00.000Z",
      shippingCountry: "GB",
      billingCountry: "FR",
    });
    const again = evolve(erased, happened(orderErased.type, {}, 5));
    expect(again.erasure).toEqual(erased.erasure);
  });

  it("leaves no country if it had no address", () => {
    const person = order.person && { ...order.person, shippingAddress: null, billingAddress: null };
    const none = { shippingCountry: null, billingCountry: null };
    expect(evolve({ ...order, person }, happened(orderErased.type, {})).erasure).toMatchObject(none);
    expect(evolve({ ...order, person: null }, happened(orderErased.type, {})).erasure).toMatchObject(none);
  });

  it("is told by an erased update only that something was changed", () => {
    expect(evolve(order, happened(orderUpdated.type, { person: null })).person).toEqual(order.person);
  });
});
