import { z } from "zod";
import type { Random } from "../../../../src/kernel/values/id.ts";
import { oneOf, type Shop } from "../shop.ts";
import type { Action, Asked } from "./action.ts";
import { sentence } from "./words.ts";

const identified = z.object({ id: z.string() });

function toGroup(shop: Shop, random: Random, ask: (path: string, id: string) => Asked): Asked | null {
  const group = oneOf(shop.groups, random);
  return group === undefined ? null : ask(`/v1/admin/${group[1]}/${group[0]}`, group[0]);
}

/** Collections and categories, and what is in them. */
export const groupActions: readonly Action[] = [
  ...(["collections", "categories"] as const).map(
    (kind): Action => ({
      what: `create one of the ${kind}`,
      weight: 1.5,
      ask: (shop, random) => ({
        intent: {
          method: "POST",
          path: `/v1/admin/${kind}`,
          body: { translations: [{ locale: "en", title: sentence(random) }] },
        },
        learn: ({ text }) => void shop.groups.set(identified.parse(JSON.parse(text)).id, kind),
      }),
    }),
  ),
  {
    what: "rename a group",
    weight: 1.5,
    ask: (shop, random) =>
      toGroup(shop, random, (path) => ({
        intent: {
          method: "PATCH",
          path,
          body: { translations: [{ locale: random() < 0.5 ? "en" : "de", title: sentence(random) }] },
        },
      })),
  },
  {
    what: "fill a group",
    weight: 3,
    ask: (shop, random) =>
      toGroup(shop, random, (path) => {
        const productIds = [...shop.products.keys()]
          .filter((id) => !shop.doomed.has(id) && random() < 0.1)
          .slice(0, 50);
        return { intent: { method: "PUT", path: `${path}/products`, body: { productIds } } };
      }),
  },
  {
    what: "put a product into a group, or take it out",
    weight: 3,
    ask: (shop, random) =>
      toGroup(shop, random, (path) => {
        const product = oneOf(
          [...shop.products.keys()].filter((id) => !shop.doomed.has(id)),
          random,
        );
        const member = `${path}/products/${product ?? "prod_01J00000000000000000000000"}`;
        return random() < 0.3
          ? { intent: { method: "DELETE", path: member } }
          : { intent: { method: "POST", path: member, body: { position: Math.floor(random() * 5) } } };
      }),
  },
  {
    what: "delete a group",
    weight: 0.5,
    ask: (shop, random) =>
      toGroup(shop, random, (path, id) => ({
        intent: { method: "DELETE", path },
        learn: () => void shop.groups.delete(id),
      })),
  },
];
