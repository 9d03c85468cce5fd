import * as z from "zod";
import { sinceParameter } from "../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { pageQuery } from "../../kernel/read/page.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import { submitForm } from "./sending/commands.ts";
import { formInput, formNames } from "./sending/schema.ts";
import { deleteSubmission, readOneSubmission } from "./submission/commands.ts";
import { formType } from "./submission/schema.ts";
import { listSubmissions } from "./view/list-submissions.ts";

const path = "/v1/admin/form-submissions";
const params = z.object({ id: opaqueId });
const tag = "Form submissions";
const wanted = <Value extends z.ZodType>(value: Value, about: string) =>
  value
    .optional()
    .transform((given) => given ?? null)
    .describe(about);

/** What shoppers send with the contact and newsletter blocks of pages, and how the staff reads it. */
export const formRoutes = [
  defineRoute({
    method: "post",
    path: "/v1/store/forms/{pageId}/{blockId}",
    tag: "Storefront",
    operationId: "submitForm",
    summary: "Send a form",
    description:
      "Sends what a shopper has filled in to a contact or newsletter block of a published page or post. A contact block says which fields it has; without any it has `name`, `email` and `message`. A newsletter block has `email`. A form can have the field `website` where people don't see it: what robots fill in there is answered like anything else, and not kept.",
    operation: submitForm,
    params: z.object(formNames),
    body: formInput,
    input: ({ params, body, requestedLocales }) => ({ ...params, ...body, requestedLocales }),
    returns: "What the form says once it was sent",
    refusals: ["too-large"],
  }),
  defineRoute({
    method: "get",
    path,
    tag,
    operationId: "listFormSubmissions",
    summary: "List what was sent with forms",
    description: "Lists what was sent with forms, newest first.",
    operation: listSubmissions,
    query: z.strictObject({
      ...pageQuery,
      pageId: wanted(opaqueId, "Only of this page or post."),
      blockId: wanted(opaqueId, "Only of this block."),
      type: wanted(formType, "Only of this type of form."),
      from: sinceParameter.describe("Sent at this instant or later."),
      to: sinceParameter.describe("Sent at this instant or earlier."),
    }),
    input: ({ query: { limit: _, cursor: __, count: ___, ...filters }, page }) => ({ ...filters, ...page }),
    returns: "A page of what was sent",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag,
    operationId: "getFormSubmission",
    summary: "Get what was sent with a form",
    description: "Returns what was sent with a form, as it is now.",
    operation: readOneSubmission,
    params,
    input: ({ params }) => params,
    returns: "What was sent",
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag,
    operationId: "deleteFormSubmission",
    summary: "Delete what was sent with a form",
    description: "Deletes what was sent with a form.",
    operation: deleteSubmission,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
  }),
];
