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

const tier = z.union([z.strictObject({ min: money, rate }), z.strictObject({ min: money, amount: money })]);

/** Each kind of action. */
const kinds = {
  percent: z.strictObject({
    kind: z.literal("percent"),
    on,
    rate,
    selector: selector.optional(),
    maxAmount: money.optional().describe("It takes off at most that, all lines together."),
    maxQuantity,
  }),
  amount: z.strictObject({
    kind: z.literal("amount"),
    on,
    amounts,
    per: z.enum(["item", "line", "order"]).describe("Means nothing on `order` and `shipping`."),
    selector: selector.optional(),
    maxQuantity,
  }),
  fixedPrice: z.strictObject({ kind: z.literal("fixedPrice"), amounts, selector }),
  buyGet: z.strictObject({
    kind: z.literal("buyGet"),
    buy: side,
    get: side.extend({
      rate: rate.describe("What is taken off those, in basis points: 10000 makes them free."),
    }),
    pick: z.enum(["cheapest", "dearest"]).describe("Which units are got."),
    repeat: z.boolean().describe("Whether it applies as often as it fits, or once."),
  }),
  freeShipping: z.strictObject({
    kind: z.literal("freeShipping"),
    upTo: amounts.optional().describe("It takes off at most that. Without it, all."),
  }),
  tiers: z.strictObject({
    kind: z.literal("tiers"),
    tiers: z.array(tier).min(1).max(50).describe("The highest one that is reached counts, alone."),
  }),
};

/** What a promotion takes off. */
export const action = z.discriminatedUnion("kind", [
  kinds.percent,
  kinds.amount,
  kinds.fixedPrice,
  kinds.buyGet,
  kinds.freeShipping,
  kinds.tiers,
]);

/** The names of these shapes in the API. */
export const actionSchemas = {
  PromotionAction: action,
  PercentAction: kinds.percent,
  AmountAction: kinds.amount,
  FixedPriceAction: kinds.fixedPrice,
  BuyGetAction: kinds.buyGet,
  FreeShippingAction: kinds.freeShipping,
  TiersAction: kinds.tiers,
};

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
