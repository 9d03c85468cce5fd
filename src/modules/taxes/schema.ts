import * as z from "zod";
import { countrySchema } from "../../kernel/values/country.ts";
import { idText } from "../../kernel/values/id.ts";
import { defineState } from "../../kernel/write/state.ts";
import { taxCategory } from "./category.ts";
import { taxIds } from "./ids.ts";
import { taxLimits } from "./limits.ts";

const name = z.string().trim().min(1).max(100);

const placeInput = z.strictObject({
  country: countrySchema,
  provinces: z
    .array(name)
    .max(taxLimits.zoneProvinces.value)
    .optional()
    .describe("Only these provinces, as addresses name them. Capitals don't matter. Left out: all."),
  postalPrefixes: z
    .array(
      z
        .string()
        .trim()
        .max(16)
        .regex(/[\p{L}\p{N}]/u, "must have a letter or a digit"),
    )
    .max(taxLimits.zonePostalPrefixes.value)
    .optional()
    .describe("Only postal codes that begin so. Capitals, blanks and hyphens don't matter. Left out: all."),
});
const rateInput = z.strictObject({
  name: name.describe("What a receipt calls the tax."),
  category: taxCategory,
  rate: z.int().min(0).max(10_000).describe("Basis points: 2000 is 20 %."),
  compound: z
    .boolean()
    .optional()
    .describe("Taxes also the taxes of the rates before it. Otherwise, the rates of a category add up."),
});

export const taxZoneInput = z.strictObject({
  name,
  countries: z.array(placeInput).min(1).max(taxLimits.zoneCountries.value),
  rates: z
    .array(rateInput)
    .max(taxLimits.zoneRates.value)
    .describe("What is of a category without a rate is not taxed."),
});
export type TaxZoneInput = z.infer<typeof taxZoneInput>;
export const taxZonePatch = taxZoneInput.partial();
export type TaxZonePatch = z.infer<typeof taxZonePatch>;

const place = z.object({
  country: z.string(),
  provinces: z.array(z.string()),
  postalPrefixes: z.array(z.string()),
});
/** A country of a zone, or a part of one. */
export type Place = z.infer<typeof place>;

const rate = z.object({ name: z.string(), category: z.string(), rate: z.int(), compound: z.boolean() });
/** A rate of a zone. */
export type Rate = z.infer<typeof rate>;

/** A tax zone as it is stored. */
export const taxZone = z.object({
  id: idText(taxIds.taxZone),
  name: z.string(),
  countries: z.array(place),
  rates: z.array(rate),
});
export type TaxZone = z.infer<typeof taxZone>;
export const taxZoneState = defineState("taxZone", taxZone);

/** The wire shape of a tax zone. */
export const taxZoneResponse = taxZone.extend({ version: z.int() });

/** The names of these shapes in the API. */
export const taxSchemas = {
  TaxZone: taxZoneResponse,
  TaxZoneInput: taxZoneInput,
  TaxZonePatch: taxZonePatch,
  TaxZoneCountry: place,
  TaxZoneCountryInput: placeInput,
  TaxZoneRate: rate,
  TaxZoneRateInput: rateInput,
};
