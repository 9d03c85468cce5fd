import { z } from "zod";
import type { Random } from "../../../../src/kernel/values/id.ts";
import { between } from "../../faults/plan.ts";
import { oneOf, type Shop } from "../shop.ts";
import type { Action } from "./action.ts";
import { word } from "./words.ts";

const identified = z.object({ id: z.string() });

/** Sets are for variants that no counter is kept of. */
function ordinaryVariant(shop: Shop, random: Random): string | undefined {
  const id = oneOf(shop.variants.keys(), random);
  return id !== undefined && shop.counters.has(id) ? undefined : id;
}

function place(shop: Shop, random: Random) {
  const locationId = random() < 0.3 ? oneOf(shop.locations, random) : undefined;
  return locationId === undefined ? {} : { locationId };
}

/** What is counted and where. */
export const stockActions: readonly Action[] = [
  {
    what: "set stock",
    weight: 6,
    ask: (shop, random) => {
      const id = ordinaryVariant(shop, random);
      if (id === undefined) return null;
      const body = { stocked: between(random, 0, 50), ...place(shop, random) };
      return { intent: { method: "PUT", path: `/v1/admin/variants/${id}/inventory`, body } };
    },
  },
  {
    what: "adjust counted stock",
    weight: 10,
    ask: (shop, random) => {
      const id = oneOf(shop.counters.keys(), random);
      if (id === undefined) return null;
      const delta = between(random, 0, 1) === 0 ? -between(random, 1, 3) : between(random, 1, 4);
      const path = `/v1/admin/variants/${id}/inventory/adjustments`;
      return {
        intent: { method: "POST", path, body: { delta, reason: "counted by hand" } },
        learn() {
          const counted = shop.counters.get(id);
          if (counted !== undefined) shop.counters.set(id, counted + delta);
        },
        lose: () => void shop.counters.delete(id),
      };
    },
  },
  {
    what: "set stock of many",
    weight: 2,
    ask: (shop, random) => {
      const skus = [...shop.products.entries()].flatMap(([id, { sku }]) =>
        sku === null || shop.doomed.has(id) || random() > 0.05 ? [] : [sku],
      );
      if (skus.length === 0) return null;
      const items = skus.slice(0, 40).map((sku) => ({ sku, stocked: between(random, 0, 30) }));
      return { intent: { method: "POST", path: "/v1/admin/inventory", body: { items } } };
    },
  },
  {
    what: "open a location",
    weight: 0.4,
    ask: (shop, random) => ({
      intent: { method: "POST", path: "/v1/admin/locations", body: { name: word(random) } },
      learn: ({ text }) => void shop.locations.add(identified.parse(JSON.parse(text)).id),
    }),
  },
  {
    what: "rename a location",
    weight: 0.4,
    ask: (shop, random) => {
      const id = oneOf(shop.locations, random);
      if (id === undefined) return null;
      const body = { name: `${word(random)} ${word(random)}` };
      return { intent: { method: "PATCH", path: `/v1/admin/locations/${id}`, body } };
    },
  },
  {
    what: "close a location",
    weight: 0.2,
    ask: (shop, random) => {
      const id = oneOf(shop.locations, random);
      return id === undefined ? null : { intent: { method: "DELETE", path: `/v1/admin/locations/${id}` } };
    },
  },
];
