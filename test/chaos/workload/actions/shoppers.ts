import { z } from "zod";
import type { Random } from "../../../../src/kernel/values/id.ts";
import type { Answer } from "../../client/ledger.ts";
import { between } from "../../faults/plan.ts";
import { oneOf, type Shop } from "../shop.ts";
import type { Action, Asked } from "./action.ts";
import { word } from "./words.ts";

const opened = z.object({ id: z.string() });
const placed = z.object({
  id: z.string(),
  number: z.number(),
  accessToken: z.string(),
  totals: z.object({ total: z.object({ amount: z.number(), currency: z.string() }) }),
});

/** Who everything is sent to, by the flat rate that every shop has from the start. */
function shopper(shop: Shop) {
  return {
    email: "ada@shop.example",
    shippingAddress: { firstName: "Ada", lastName: "Lovelace", city: "London", country: "GB" },
    shippingOptionId: shop.id.replace("ten_", "shp_"),
  };
}

function basket(shop: Shop, random: Random) {
  const wanted = [...shop.goods].filter(() => random() < 0.5).slice(0, 3);
  return wanted.map((variantId) => ({ variantId, quantity: between(random, 1, 3) }));
}

/** An order was placed, one way or the other. */
function learnOrder(shop: Shop, { text }: Answer): void {
  const { id, number, accessToken, totals } = placed.parse(JSON.parse(text));
  shop.orders.set(id, { number, accessToken, total: totals.total });
}

function inCart(
  shop: Shop,
  random: Random,
  ask: (path: string, id: string) => Omit<Asked, "as">,
): Asked | null {
  const id = oneOf(shop.carts, random);
  return id === undefined ? null : { as: "shopper", ...ask(`/v1/store/carts/${id}`, id) };
}

/** Shoppers who are not known: they fill carts and order, and want the last one of everything at the same time. */
export const shopperActions: readonly Action[] = [
  {
    what: "order at once",
    weight: 14,
    ask: (shop, random) => {
      const items = basket(shop, random);
      if (items.length === 0) return null;
      return {
        as: "shopper",
        intent: { method: "POST", path: "/v1/store/checkout", body: { items, ...shopper(shop) } },
        learn: (answer) => learnOrder(shop, answer),
      };
    },
  },
  {
    what: "open a cart",
    weight: 5,
    ask: (shop, random) => ({
      as: "shopper",
      intent: { method: "POST", path: "/v1/store/carts", body: { items: basket(shop, random) } },
      learn: ({ text }) => void shop.carts.add(opened.parse(JSON.parse(text)).id),
    }),
  },
  {
    what: "put something into a cart",
    weight: 4,
    ask: (shop, random) => {
      const variantId = oneOf(shop.goods, random);
      if (variantId === undefined) return null;
      return inCart(shop, random, (path) => ({
        intent: {
          method: "POST",
          path: `${path}/items`,
          body: { variantId, quantity: between(random, 1, 2) },
        },
      }));
    },
  },
  {
    what: "say where a cart goes",
    weight: 5,
    ask: (shop, random) =>
      inCart(shop, random, (path) => ({
        intent: { method: "PATCH", path, body: { ...shopper(shop), note: word(random) } },
      })),
  },
  {
    what: "complete a cart",
    weight: 6,
    ask: (shop, random) =>
      inCart(shop, random, (path, id) => ({
        intent: { method: "POST", path: `${path}/complete`, body: {} },
        learn(answer) {
          shop.carts.delete(id);
          learnOrder(shop, answer);
        },
      })),
  },
];
