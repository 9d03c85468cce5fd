import * as z from "zod";
import { opaqueId } from "../../../kernel/values/id.ts";
import { formLimits } from "../limits.ts";

/** What a shopper sends with a form. */
export const formInput = z.strictObject({
  fields: z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]{0,31}$/, "must be the name of a field"),
      z.union([z.string().max(formLimits.text.value), z.boolean()]),
    )
    .refine((fields) => Object.keys(fields).length <= formLimits.fields.value, "has too many fields")
    .describe("The fields of the form by their names. A checkbox is `true` or `false`."),
  website: z
    .string()
    .max(formLimits.line.value)
    .optional()
    .describe("A form can have this field where people don't see it, for robots to fill."),
});
export type FormInput = z.infer<typeof formInput>;

export const formNames = {
  pageId: opaqueId.describe("The page or post that has the form."),
  blockId: opaqueId.describe("The block that is the form."),
};

/** The answer to a form: also for what was not kept. */
export const formReceipt = z.object({
  message: z.string().nullable().describe("What the form says once it was sent, in the shopper's language."),
});
