import * as z from "zod";
import { idText } from "../../../kernel/values/id.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { contentIds } from "../../content/ids.ts";
import { customerIds } from "../../customers/ids.ts";
import { formIds } from "../ids.ts";

/** The types of blocks that are forms. */
export const formType = z.enum(["contact", "newsletter"]);
export type FormType = z.infer<typeof formType>;

const submission = z.object({
  id: idText(formIds.formSubmission),
  pageId: idText(contentIds.node),
  blockId: idText(contentIds.block),
  type: formType,
  /** What was sent, in the order of the form. The values are empty once the person was erased. */
  fields: z.array(z.object({ name: z.string().regex(/^[a-z][a-z0-9_]{0,31}$/), value: z.string() })),
  /** The first e-mail address of the fields. */
  email: z.string().nullable(),
  customerId: idText(customerIds.customer).nullable(),
  createdAt: z.iso.datetime(),
  erasedAt: z.iso.datetime().nullable(),
});
export type Submission = z.infer<typeof submission>;

/** What of it is the sender's, and what is there once that person was erased. */
export const personalFields = { email: null, "fields.*.value": "" } as const;

export const submissionState = defineState("formSubmission", submission).personal(personalFields);
export const submissionContent = submission.omit({ id: true, createdAt: true, erasedAt: true });

/** What was sent with a form, for staff. */
export const adminSubmission = submission.extend({ version: z.int().positive() });
export type AdminSubmission = z.infer<typeof adminSubmission>;

/** The names of these shapes in the API. */
export const submissionSchemas = { FormSubmission: adminSubmission, FormType: formType };
