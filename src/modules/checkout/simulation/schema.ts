import * as z from "zod";
import { emailSchema } from "../../../kernel/text/email.ts";
import { countrySchema } from "../../../kernel/values/country.ts";
import { handleSchema } from "../../../kernel/values/handle.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { localeSchema } from "../../../kernel/values/locale.ts";
import { currencySchema } from "../../../kernel/values/money.ts";
import { priceCandidate } from "../../pricing/index.ts";
import { cartContent, codesInput, items } from "../cart/schema.ts";

/** A basket to price without a shopper. */
export const simulationInput = z.strictObject({
  items,
  currency: currencySchema.optional(),
  locale: localeSchema.optional(),
  country: countrySchema.optional(),
  province: z.string().trim().min(1).max(100).optional(),
  postalCode: z.string().trim().min(1).max(20).optional(),
  shippingOptionId: opaqueId.optional(),
  email: emailSchema.optional().describe("Who buys, for promotions that depend on former orders."),
  customerGroups: z.array(handleSchema).max(100).optional().describe("Handles of customer groups."),
  codes: codesInput.optional(),
  at: z.iso.datetime({ offset: true }).optional().describe("When it is bought. Now, if it is left out."),
});
export type SimulationInput = z.infer<typeof simulationInput>;

const reason = z.enum([
  "applied",
  "not-active",
  "not-started",
  "ended",
  "no-code",
  "used-up",
  "condition-not-met",
  "excluded",
  "does-not-stack",
  "nothing-to-discount",
  "budget-spent",
]);

const simulatedPromotion = z.object({
  id: z.string(),
  name: z.string(),
  applied: z.boolean(),
  reason,
  explanation: z.string().describe("A sentence in the language of the basket."),
});

const simulatedPrices = z.object({
  variantId: z.string(),
  candidates: z
    .array(priceCandidate)
    .describe("All prices that it could have, also in drafts, and why each was chosen or not."),
});

export const simulation = z.object({
  quote: cartContent,
  promotions: z
    .array(simulatedPromotion)
    .describe("All that are not archived, in the order in which they have their turn."),
  prices: z.array(simulatedPrices).describe("The prices of each variant in the basket, for its quantity."),
});

export type Simulation = z.infer<typeof simulation>;

/** The names of these shapes in the API. */
export const simulationSchemas = {
  PromotionSimulationInput: simulationInput,
  PromotionSimulation: simulation,
  SimulatedPromotion: simulatedPromotion,
  SimulatedPrices: simulatedPrices,
};
