import * as z from "zod";
import { type Currency, moneySchema } from "../../../kernel/values/money.ts";
import type { PricedVariant, PriceQuestion, PriceReason } from "./prices.ts";
import { explainPrice } from "./selection-rules.ts";

const source = z.object({
  kind: z.enum(["base", "price-list"]),
  id: z.string().describe("The variant's id for a base price, else the price list's."),
});

const reasons = [
  ...["base-price", "override-list", "sale-list", "list-is-draft", "list-not-started"],
  ...["list-ended", "other-country", "other-customer-group", "other-quantity", "overridden"],
  ...["less-specific", "lower-priority", "higher-amount", "same-amount", "sale-not-lower", "sale-is-lower"],
] as const satisfies readonly PriceReason[];

/** The wire shape of a price that a variant could have. */
export const priceCandidate = z.object({
  source,
  amount: moneySchema,
  chosen: z.boolean(),
  reason: z.enum(reasons).describe("Why it was chosen, or why not."),
});

/** The names of these shapes in the API. */
export const candidateSchemas = { PriceCandidate: priceCandidate, PriceSource: source };

/** All prices of a variant in a currency, and why each was chosen or not. */
export function candidatesOf(
  variant: PricedVariant,
  currency: Currency,
  question: PriceQuestion,
): z.infer<typeof priceCandidate>[] {
  return explainPrice(variant, question).map(({ amount, ...candidate }) => ({
    ...candidate,
    amount: { amount, currency },
  }));
}
