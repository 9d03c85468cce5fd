import * as z from "zod";
import { money, units } from "./conditions.ts";
import { selector } from "./selector.ts";

const rate = z.int().min(1).max(10_000).describe("In basis points: 1000 is 10 %.");
const amounts = z
  .array(money)
  .min(1)
  .max(50)
  .refine((list) => new Set(list.map(({ currency }) => currency)).size === list.length, {
    message: "has a currency twice",
  })
  .describe("One for each currency. A basket in another currency gets nothing.");
const on = z
  .enum(["items", "order", "shipping"])
  .describe(
    "`items`: each line. `order`: what is left of all lines together. `shipping`: the price of shipping.",
  );
const maxQuantity = units
  .optional()
  .describe("So many units count, the cheapest first: of all lines, or of each where `per` is `line`.");
const side = z.strictObject({ quantity: units, selector: selector.optional() });

const tier = z
  .strictObject({ min: money, rate: rate.optional(), amount: money.optional() })
  .refine((one) => (one.rate === undefined) !== (one.amount === undefined), "has a rate or an amount")
  .refine((one) => one.amount === undefined || one.amount.currency === one.min.currency, {
    message: "has an amount in another currency than its minimum",
    path: ["amount", "currency"],
  });

/** What a promotion takes off. */
export const action = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("percent"),
    on,
    rate,
    selector: selector.optional(),
    maxAmount: money.optional().describe("It takes off at most that, all lines together."),
    maxQuantity,
  }),
  z.strictObject({
    kind: z.literal("amount"),
    on,
    amounts,
    per: z.enum(["item", "line", "order"]).describe("Means nothing on `order` and `shipping`."),
    selector: selector.optional(),
    maxQuantity,
  }),
  z.strictObject({ kind: z.literal("fixedPrice"), amounts, selector }),
  z.strictObject({
    kind: z.literal("buyGet"),
    buy: side,
    get: side.extend({
      rate: rate.describe("What is taken off those, in basis points: 10000 makes them free."),
    }),
    pick: z.enum(["cheapest", "dearest"]).describe("Which units are got."),
    repeat: z.boolean().describe("Whether it applies as often as it fits, or once."),
  }),
  z.strictObject({
    kind: z.literal("freeShipping"),
    upTo: amounts.optional().describe("It takes off at most that. Without it, all."),
  }),
  z.strictObject({
    kind: z.literal("tiers"),
    tiers: z.array(tier).min(1).max(50).describe("The highest one that is reached counts, alone."),
  }),
]);
export type Action = z.infer<typeof action>;

/** When an action has its turn: lines first, then the order, then shipping. */
export type Stage = "items" | "order" | "shipping";

export function stageOf(one: Action): Stage {
  switch (one.kind) {
    case "percent":
    case "amount":
      return one.on;
    case "fixedPrice":
    case "buyGet":
      return "items";
    case "tiers":
      return "order";
    case "freeShipping":
      return "shipping";
  }
}
