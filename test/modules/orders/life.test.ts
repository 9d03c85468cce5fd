import fc from "fast-check";
import { expect, it } from "vitest";
import type { OrderResponse } from "../../../src/modules/orders/index.ts";
import * as model from "./changing/model.ts";
import { openOrderShop, parcel } from "./shop.ts";

const variant = fc.nat({ max: 2 });
const which = fc.nat({ max: 9 });

/** What people do in a shop, in any order. */
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant("place" as const),
      lines: fc.array(fc.record({ variant, quantity: fc.integer({ min: 1, max: 6 }) }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("confirm" as const), which }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("capture" as const), which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("ship" as const),
      which,
      parts: fc.option(fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 3 })),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("deliver" as const), which }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("cancel" as const), which, refund: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("refund" as const),
      which,
      amount: fc.option(fc.integer({ min: 1, max: 9_000 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant("adjust" as const),
      variant,
      delta: fc.integer({ min: -4, max: 8 }).filter((delta) => delta !== 0),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** The same shop twice: the real one, and the one in a book. */
function open() {
  const shop = openOrderShop();
  const policies = ["deny", "continue", "untracked"] as const;
  const variantIds = policies.map((policy) => shop.stock(policy, 10, policy));
  const book: model.Book = { shelves: policies.map((policy) => ({ policy, stocked: 10 })), orders: [] };
  return { shop, variantIds, book, orders: [] as OrderResponse[], delivered: [10, 10, 10] };
}
type World = ReturnType<typeof open>;

const money = (amount: number) => ({ amount, currency: "USD" });

/** Does a step in both. They must agree on what comes of it. */
function act(world: World, did: Step): void {
  const { shop, variantIds, book, orders, delivered } = world;
  if (did.does === "place") {
    const items = did.lines.map(({ variant, quantity }) => ({
      variantId: variantIds[variant],
      quantity,
      policy: book.shelves[variant]?.policy,
    }));
    const placed = shop.attempt("till.place", { items });
    expect(typeof placed === "string" ? placed : "done").toBe(model.place(book, did.lines));
    if (typeof placed !== "string") orders.push(placed);
    return;
  }
  if (did.does === "adjust") {
    const input = { id: variantIds[did.variant], delta: did.delta, reason: "counted" };
    const adjusted = shop.run("inventory.adjustStock", input);
    const shelf = book.shelves[did.variant];
    if (shelf === undefined) return;
    expect(adjusted.ok ? "done" : adjusted.refusal.code).toBe(model.adjust(shelf, did.delta));
    if (adjusted.ok) delivered[did.variant] = (delivered[did.variant] ?? 0) + did.delta;
    return;
  }
  const index = did.which % Math.max(1, orders.length);
  const order = orders[index];
  const booked = book.orders[index];
  if (order === undefined || booked === undefined) return;
  const [input, expected] = change(world, did, order, booked);
  const changed = shop.attempt(`orders.${did.does}Order`, { id: order.id, ...input });
  expect(typeof changed === "string" ? changed : "done").toBe(expected);
  if (typeof changed !== "string") orders[index] = changed;
}

type Change = Exclude<Step, { readonly does: "place" | "adjust" }>;

function change({ book }: World, did: Change, order: OrderResponse, booked: model.Booked) {
  switch (did.does) {
    case "confirm":
      return [{}, model.confirm(book, booked)] as const;
    case "capture":
      return [{}, model.capture(booked)] as const;
    case "ship": {
      const parts = did.parts?.slice(0, order.items.length) ?? null;
      const items = parts?.flatMap((quantity, line) =>
        quantity === 0 ? [] : [{ itemId: order.items[line]?.id, quantity }],
      );
      const named = items === undefined || items.length === 0 ? {} : { items };
      return [{ ...parcel, ...named }, model.ship(book, booked, "items" in named ? parts : null)] as const;
    }
    case "deliver":
      return [{}, model.deliver(booked)] as const;
    case "cancel":
      return [{ reason: "gone", refund: did.refund }, model.cancel(booked, did.refund)] as const;
    case "refund": {
      // Null is all that is left, or one cent too much where nothing is.
      const amount = did.amount ?? Math.max(1, booked.captured - booked.refunded);
      return [{ amount: money(amount), reason: "broken" }, model.refund(booked, amount)] as const;
    }
  }
}

/** What holds whatever was done. */
function check({ shop, variantIds, book, orders, delivered }: World): void {
  for (const [variant, variantId] of variantIds.entries()) {
    const { stocked, reserved } = shop.stockOf(variantId);
    const available = stocked - reserved;
    const shipped = model.shippedOf(book, variant);
    expect(reserved + available + shipped, "nothing comes from nowhere or is lost").toBe(delivered[variant]);
    expect({ stocked, reserved }).toEqual({
      stocked: book.shelves[variant]?.stocked,
      reserved: model.reservedOf(book, variant),
    });
  }
  for (const [index, order] of orders.entries()) {
    const booked = book.orders[index];
    if (booked === undefined) throw new Error("an order is not in the book");
    const refunded = order.refunds.reduce((total, { amount }) => total + amount.amount, 0);
    expect(refunded).toBeLessThanOrEqual(booked.captured);
    expect({
      number: order.number,
      status: order.status,
      payment: order.paymentStatus,
      fulfillment: order.fulfillmentStatus,
      shipped: order.items.map(({ shipped }) => shipped),
      refunded,
    }).toEqual({
      number: 1_001 + index,
      status: booked.status,
      payment: model.paymentStatusOf(booked),
      fulfillment: model.fulfillmentStatusOf(booked),
      shipped: booked.lines.map(({ shipped }) => shipped),
      refunded: booked.refunded,
    });
  }
}

it("stock and money add up after any sequence of placing, shipping, cancelling and refunding", () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: "max" }), (steps) => {
      const world = open();
      for (const did of steps) {
        act(world, did);
        check(world);
        for (const { status, paymentStatus, fulfillmentStatus } of world.orders)
          reached.add(`${status} ${paymentStatus} ${fulfillmentStatus}`);
      }
    }),
    { seed: 20_260_301, numRuns: 100 },
  );
  // It would be no test if it never got anywhere.
  expect([...reached].sort()).toEqual([
    "cancelled refunded partial",
    "cancelled refunded unfulfilled",
    "cancelled voided unfulfilled",
    "confirmed unpaid unfulfilled",
    "delivered paid delivered",
    "delivered partially_refunded delivered",
    "delivered refunded delivered",
    "paid paid partial",
    "paid paid unfulfilled",
    "paid partially_refunded partial",
    "paid partially_refunded unfulfilled",
    "paid refunded partial",
    "paid refunded unfulfilled",
    "pending unpaid unfulfilled",
    "shipped paid fulfilled",
    "shipped partially_refunded fulfilled",
    "shipped refunded fulfilled",
  ]);
}, 60_000);
