import * as z from "zod";
import { countrySchema } from "../../kernel/values/country.ts";
import { idText, opaqueId } from "../../kernel/values/id.ts";
import { amountSchema, currencySchema, moneySchema } from "../../kernel/values/money.ts";
import { defineState } from "../../kernel/write/state.ts";
import { shippingProfile, standardCategory, taxCategory } from "../taxes/index.ts";
import { shippingIds } from "./ids.ts";
import { shippingLimits } from "./limits.ts";

const price = z.object({ amount: amountSchema, currency: currencySchema });
export type Price = z.infer<typeof price>;

const name = z.string().trim().min(1).max(200);
const priceInput = price.strict();
const prices = z.array(priceInput).max(50);

const optionKind = z.enum(["delivery", "pickup"]);
const grams = z.int().min(0).max(1_000_000_000_000).nullable().optional();
const subtotal = amountSchema.nullable().optional();
const units = z.int().min(0).max(10_000_000).nullable().optional();
const ruleInput = z.strictObject({
  minWeight: grams.describe("Grams of what it ships. What has no weight counts as 0."),
  maxWeight: grams,
  minSubtotal: subtotal.describe("Of all items, after discounts, in the currency of the basket."),
  maxSubtotal: subtotal,
  minQuantity: units.describe("Units of what it ships."),
  maxQuantity: units,
  prices: prices.min(1),
});
const days = z.int().min(0).max(365).nullable().optional();

const optionFields = {
  name,
  prices: prices.describe("One per currency. What it costs, unless it has rules."),
  kind: optionKind.describe("What is picked up needs no shipping address."),
  zones: z
    .array(countrySchema)
    .max(shippingLimits.optionZones.value)
    .describe("The countries that it ships to. None: every country."),
  rules: z
    .array(ruleInput)
    .max(shippingLimits.optionRules.value)
    .describe(
      "The first that has a price in the currency of the basket, and that fits it, decides. Bounds are included. If none does, it is not offered.",
    ),
  freeFrom: prices.describe("From which subtotal on it is free, after discounts: one per currency."),
  profile: shippingProfile
    .nullable()
    .describe("It ships products with this shipping profile only. None: those without one."),
  locationId: opaqueId.nullable().describe("Where to pick it up."),
  minDays: days,
  maxDays: days,
  taxCategory: taxCategory.describe("Decides its tax, if the settings' `taxShipping` is `category`."),
};

export const optionPatch = z.object(optionFields).partial().strict();
export type OptionPatch = z.infer<typeof optionPatch>;
export const optionInput = optionPatch.required({ name: true });
export type OptionInput = z.infer<typeof optionInput>;

/** A shipping option in version 1 of its state and events. */
export const firstOption = z.object({
  id: idText(shippingIds.shippingOption),
  name: z.string(),
  prices: z.array(price),
});

const rule = z.object({
  minWeight: z.int().nullable(),
  maxWeight: z.int().nullable(),
  minSubtotal: z.int().nullable(),
  maxSubtotal: z.int().nullable(),
  minQuantity: z.int().nullable(),
  maxQuantity: z.int().nullable(),
  prices: z.array(price),
});
export type Rule = z.infer<typeof rule>;

/** A shipping option as it is stored. */
export const shippingOption = firstOption.extend({
  kind: optionKind,
  zones: z.array(z.string()),
  rules: z.array(rule),
  freeFrom: z.array(price),
  profile: z.string().nullable(),
  locationId: z.string().nullable(),
  minDays: z.int().nullable(),
  maxDays: z.int().nullable(),
  taxCategory: z.string(),
});
export type ShippingOption = z.infer<typeof shippingOption>;

/** What fits everything, at one price per currency: as all options were once. */
export function plainOption(first: z.infer<typeof firstOption>): ShippingOption {
  return {
    ...first,
    kind: "delivery",
    zones: [],
    rules: [],
    freeFrom: [],
    profile: null,
    locationId: null,
    minDays: null,
    maxDays: null,
    taxCategory: standardCategory,
  };
}

/** Version 2 adds what options fit, how long they take and how they are taxed. */
export const shippingOptionState = defineState("shippingOption", firstOption).next(
  shippingOption,
  plainOption,
);

/** The wire shape for staff. */
export const optionResponse = shippingOption.extend({ version: z.int() });

/** The shipping option of a cart: its price in the cart's currency. */
export const availableOption = z.object({ id: z.string(), name: z.string(), price: moneySchema });
export type AvailableOption = z.infer<typeof availableOption>;

/** A shipping option that a shopper can choose. */
const offeredOption = availableOption.extend({
  kind: optionKind,
  locationId: z.string().nullable(),
  minDays: z.int().nullable(),
  maxDays: z.int().nullable(),
});
export type OfferedOption = z.infer<typeof offeredOption>;
/** All shipping options that a shopper can choose from. */
export const offeredOptions = z.object({ items: z.array(offeredOption) });

/** The names of these shapes in the API. */
export const shippingSchemas = {
  ShippingOption: optionResponse,
  ShippingOptionInput: optionInput,
  ShippingOptionPatch: optionPatch,
  ShippingOptionKind: optionKind,
  ShippingPrice: price,
  ShippingPriceInput: priceInput,
  ShippingRule: rule,
  ShippingRuleInput: ruleInput,
  StoreShippingOption: availableOption,
  OfferedShippingOption: offeredOption,
  StoreShippingOptionList: offeredOptions,
};
