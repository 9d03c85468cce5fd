import { z } from "zod";
import { between } from "../../faults/plan.ts";
import { oneOf } from "../shop.ts";
import type { Action } from "./action.ts";

const identified = z.object({ id: z.string() });

/** What operators do in the middle of it all. Their answers say how things are, so they are not the same each time. */
export const operations: readonly Action[] = [
  {
    what: "rebuild the views",
    weight: 0.4,
    ask: (shop, random) => ({
      as: "platform",
      intent: {
        method: "POST",
        path: "/v1/ops/rebuilds",
        body: { view: oneOf(["all", "all", "products", "product-groups"], random) },
      },
      learn: ({ text }) => void shop.rebuilds.push(identified.parse(JSON.parse(text)).id),
    }),
  },
  {
    what: "replay what was touched",
    weight: 0.2,
    ask: (_, random) => ({
      as: "platform",
      intent: {
        method: "POST",
        path: "/v1/ops/replays",
        body: { subscription: oneOf(["read-model", "audit"], random), fromSeq: between(random, 1, 200) },
      },
    }),
  },
  {
    what: "cancel a rebuild",
    weight: 0.1,
    ask: (shop) => {
      const id = shop.rebuilds.at(-1);
      if (id === undefined) return null;
      return { as: "platform", intent: { method: "POST", path: `/v1/ops/rebuilds/${id}/cancel` } };
    },
  },
  {
    what: "replay dead letters",
    weight: 0.2,
    ask: () => ({
      as: "platform",
      several: true,
      repeatable: false,
      intent: {
        method: "POST",
        path: "/v1/ops/dead-letters/replay",
        body: { reason: "perhaps it will do now" },
      },
    }),
  },
];
