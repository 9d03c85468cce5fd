import { z } from "zod";
import type { Random } from "../../../../src/kernel/values/id.ts";
import { between } from "../../faults/plan.ts";
import { type KnownOrder, oneOf, type Shop } from "../shop.ts";
import type { Action, Asked } from "./action.ts";

const refunded = z.object({ refunds: z.array(z.object({ reason: z.string() })) });

function toOrder(
  shop: Shop,
  random: Random,
  ask: (path: string, known: KnownOrder, id: string) => Asked,
): Asked | null {
  const [id, known] = oneOf(shop.orders, random) ?? [];
  return id === undefined || known === undefined ? null : ask(`/v1/admin/orders/${id}`, known, id);
}

/** What staff does with orders, whatever state they are in: what an order cannot do is refused. */
export const orderActions: readonly Action[] = [
  {
    what: "capture a payment",
    weight: 9,
    ask: (shop, random) =>
      toOrder(shop, random, (path) => ({ intent: { method: "POST", path: `${path}/capture` } })),
  },
  {
    what: "ship an order",
    weight: 6,
    ask: (shop, random) =>
      toOrder(shop, random, (path) => ({
        intent: {
          method: "POST",
          path: `${path}/ship`,
          body: { trackingNumber: `GB${between(random, 1, 1e6)}`, carrier: "Post" },
        },
      })),
  },
  {
    what: "deliver an order",
    weight: 3,
    ask: (shop, random) =>
      toOrder(shop, random, (path) => ({ intent: { method: "POST", path: `${path}/deliver` } })),
  },
  {
    what: "confirm an order",
    weight: 1,
    ask: (shop, random) =>
      toOrder(shop, random, (path) => ({ intent: { method: "POST", path: `${path}/confirm` } })),
  },
  {
    what: "cancel an order",
    weight: 4,
    ask: (shop, random) =>
      toOrder(shop, random, (path) => ({
        intent: { method: "POST", path: `${path}/cancel`, body: { reason: "second thoughts", refund: true } },
      })),
  },
  {
    what: "give money back",
    weight: 4,
    ask: (shop, random) =>
      toOrder(shop, random, (path, { total }, id) => {
        const reason = `returned ${between(random, 1, 1e12)}`;
        const amount = { amount: between(random, 1, 300), currency: total.currency };
        return {
          intent: { method: "POST", path: `${path}/refunds`, body: { amount, reason } },
          learn({ text }) {
            refunded.parse(JSON.parse(text));
            shop.refunds.set(reason, { orderId: id, amount: amount.amount });
          },
        };
      }),
  },
  {
    what: "note something on an order",
    weight: 1,
    ask: (shop, random) =>
      toOrder(shop, random, (path) => ({
        intent: { method: "PATCH", path, body: { note: `Ring ${between(random, 2, 9)} times` } },
      })),
  },
];
