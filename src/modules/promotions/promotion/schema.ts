import * as z from "zod";
import { instantInput } from "../../../kernel/text/instant.ts";
import { idText } from "../../../kernel/values/id.ts";
import { localeSchema, storedLocale } from "../../../kernel/values/locale.ts";
import { moneySchema } from "../../../kernel/values/money.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { codeKeyOf, codeText } from "../codes/code.ts";
import { promotionIds } from "../ids.ts";
import { promotionLimits } from "../limits.ts";
import { action, actionSchemas } from "./actions.ts";
import { condition, money, units } from "./conditions.ts";
import { selector } from "./selector.ts";

export const promotionStatus = z.enum(["active", "draft", "archived"]);
export const stacking = z.enum(["all", "none", "other-kinds"]);

const name = z.string().trim().min(1).max(200);
const label = z.string().trim().min(1).max(100);
const priority = z.int().min(0).max(1_000_000);

const labelInput = z.strictObject({ locale: localeSchema, label });
const labels = z
  .array(labelInput)
  .max(50)
  .refine((list) => new Set(list.map(({ locale }) => locale)).size === list.length, "has a language twice");

const limitsInput = z.strictObject({
  uses: units.nullable().optional().describe("So many orders may use it."),
  usesPerCustomer: units
    .nullable()
    .optional()
    .describe("So many orders of one customer, or of one e-mail address, may use it."),
  budget: money
    .nullable()
    .optional()
    .describe("It takes off at most that, all orders together. It applies in that currency only."),
});

const codesInput = z
  .array(codeText)
  .max(promotionLimits.codes.value)
  .refine((list) => new Set(list.map(codeKeyOf)).size === list.length, "has a code twice");

const fields = {
  name,
  status: promotionStatus,
  codes: codesInput
    .nullable()
    .describe(
      "The codes that shoppers enter. Null: it applies by itself. An empty list: it has generated codes only.",
    ),
  startsAt: instantInput.nullable(),
  endsAt: instantInput.nullable().describe("It no longer applies at that instant."),
  priority: priority.describe("0 comes first. Of equal ones, the older comes first."),
  exclusive: z
    .boolean()
    .describe("It applies only where none has applied in its stage, and no other one after it."),
  stacksWith: stacking.describe(
    "Which other promotions may apply too: `all`, `none`, or those whose action has another kind.",
  ),
  conditions: z.array(condition).max(20).describe("All must hold."),
  action,
  limits: limitsInput,
  translations: labels.describe("What shoppers read. Without one in their language, the name."),
};

/** A new promotion. It is a draft unless it says otherwise. */
export const promotionInput = z.strictObject({
  ...fields,
  status: promotionStatus.default("draft"),
  codes: fields.codes.default(null),
  startsAt: fields.startsAt.default(null),
  endsAt: fields.endsAt.default(null),
  priority: fields.priority.default(0),
  exclusive: fields.exclusive.default(false),
  stacksWith: fields.stacksWith.default("all"),
  conditions: fields.conditions.default([]),
  limits: limitsInput.default({}),
  translations: fields.translations.default([]),
});
export type PromotionInput = z.infer<typeof promotionInput>;

/** Fields that are left out stay. Lists, the action and the limits are replaced as a whole. */
export const promotionPatch = z.strictObject(fields).partial();
export type PromotionPatch = z.infer<typeof promotionPatch>;

const limits = z.object({
  uses: z.int().nullable(),
  usesPerCustomer: z.int().nullable(),
  budget: moneySchema.nullable(),
});

const storedInstant = z.iso.datetime();

/** A promotion as it is stored. How often it was used is counted beside it. */
export const promotion = z.object({
  id: idText(promotionIds.promotion),
  name: z.string(),
  status: promotionStatus,
  codes: z.array(z.string()).nullable(),
  startsAt: storedInstant.nullable(),
  endsAt: storedInstant.nullable(),
  priority: z.int(),
  exclusive: z.boolean(),
  stacksWith: stacking,
  conditions: z.array(condition),
  action,
  limits,
  translations: z.array(z.object({ locale: storedLocale, label: z.string() })),
  createdAt: storedInstant,
  updatedAt: storedInstant,
});
export type Promotion = z.infer<typeof promotion>;

export const promotionState = defineState("promotion", promotion);

/** The wire shape of a promotion. */
export const promotionResponse = promotion.extend({
  used: z.int().describe("The orders that used it. A cancelled order gives its use back."),
  usedAmount: moneySchema.describe(
    "What it took off in them: in the currency of its budget, else in the shop's default currency.",
  ),
  version: z.int().positive(),
});
export type PromotionResponse = z.infer<typeof promotionResponse>;

/** The names of these shapes in the API. */
export const promotionSchemas = {
  Promotion: promotionResponse,
  PromotionInput: promotionInput,
  PromotionPatch: promotionPatch,
  PromotionCondition: condition,
  ...actionSchemas,
  PromotionSelector: selector,
  PromotionStatus: promotionStatus,
};
