import * as z from "zod";
import { idText } from "../../../kernel/values/id.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { promotionIds } from "../ids.ts";
import { promotionLimits } from "../limits.ts";
import { codeText } from "./code.ts";

/** How many codes there are in one batch: so many go into one event. */
export const batchSize = 1_000;

export const codesInput = z.strictObject({
  count: z.int().min(1).max(promotionLimits.generatedCodes.value),
  prefix: codeText.max(32).optional().describe("What each code begins with."),
  length: z.int().min(6).max(24).default(10).describe("The characters after the prefix."),
});
export type CodesInput = z.infer<typeof codesInput>;

/** Codes that were generated together. One order can use each. */
export const codeBatch = z.object({
  id: idText(promotionIds.promotionCodes),
  promotionId: idText(promotionIds.promotion),
  codes: z.array(z.string()).max(batchSize),
  createdAt: z.iso.datetime(),
});
export type CodeBatch = z.infer<typeof codeBatch>;

export const codeBatchState = defineState("promotionCodes", codeBatch);

/** The wire shape of one code. */
export const codeResponse = z.object({
  code: z.string(),
  isSingleUse: z.boolean().describe("Whether one order can use it, or as many as the promotion allows."),
  used: z.int().describe("The orders that used it. A cancelled order gives its use back."),
});

/** The wire shape of codes that were just generated. */
export const generatedCodes = z.object({
  promotionId: z.string(),
  codes: z.array(z.string()),
});
