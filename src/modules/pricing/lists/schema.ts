import * as z from "zod";
import { instantInput } from "../../../kernel/text/instant.ts";
import { countrySchema } from "../../../kernel/values/country.ts";
import { handleSchema } from "../../../kernel/values/handle.ts";
import { idText } from "../../../kernel/values/id.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { pricingIds } from "../ids.ts";
import { pricingLimits } from "../limits.ts";

export const priceListKind = z
  .enum(["sale", "override"])
  .describe("The prices of an override replace base prices. Those of a sale hold where they are lower.");
export const priceListStatus = z.enum(["active", "draft"]);

const name = z.string().trim().min(1).max(200);
const priority = z.int().min(-1_000_000).max(1_000_000);
const countries = z.array(countrySchema).min(1).max(pricingLimits.countriesOfRule.value);
const customerGroups = z.array(handleSchema).min(1).max(pricingLimits.groupsOfRule.value);

const rulesInput = z.strictObject({
  countries: countries.nullable().optional().describe("Where goods go to. Everywhere if it is left out."),
  customerGroups: customerGroups
    .nullable()
    .optional()
    .describe("Handles of groups. Everybody if it is left out; a handle that no group has is nobody's."),
});

const fields = {
  name,
  kind: priceListKind,
  status: priceListStatus,
  startsAt: instantInput.nullable().describe("At once if it is left out."),
  endsAt: instantInput
    .nullable()
    .describe("The first instant at which its prices no longer hold. Never if it is left out."),
  priority: priority.describe("Among lists of a kind with as many kinds of rule, the highest wins."),
  rules: rulesInput.nullable(),
};

export const priceListInput = z.strictObject({
  ...fields,
  status: priceListStatus.default("draft"),
  startsAt: fields.startsAt.optional(),
  endsAt: fields.endsAt.optional(),
  priority: fields.priority.default(0),
  rules: fields.rules.optional(),
});
export type PriceListInput = z.infer<typeof priceListInput>;

export const priceListPatch = z.object(fields).partial().strict();
export type PriceListPatch = z.infer<typeof priceListPatch>;

const rules = z.object({
  countries: z.array(z.string()).nullable(),
  customerGroups: z.array(z.string()).nullable(),
});

/** What staff enters of a price list. */
export const priceListContent = z.object({
  name: z.string(),
  kind: priceListKind,
  status: priceListStatus,
  startsAt: z.iso.datetime().nullable(),
  endsAt: z.iso.datetime().nullable(),
  priority: z.int(),
  rules,
});
export type PriceListContent = z.infer<typeof priceListContent>;

/** A price list as it is stored. Its prices are the variants' own. */
export const priceList = priceListContent.extend({
  id: idText(pricingIds.priceList),
  /** Whether it is active, has started and has not ended, as events say. */
  inEffect: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type PriceList = z.infer<typeof priceList>;

export const priceListState = defineState("priceList", priceList);

/** The wire shape of a price list. */
export const priceListResponse = priceList.extend({ version: z.int().positive() });
export type PriceListResponse = z.infer<typeof priceListResponse>;

/** The names of these shapes in the API. */
export const priceListSchemas = {
  PriceList: priceListResponse,
  PriceListInput: priceListInput,
  PriceListPatch: priceListPatch,
  PriceListKind: priceListKind,
  PriceListStatus: priceListStatus,
  PriceListRules: rules,
  PriceListRulesInput: rulesInput,
};
