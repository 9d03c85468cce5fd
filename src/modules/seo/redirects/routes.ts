import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { redirectLimits } from "../limits.ts";
import { createRedirect, deleteRedirect, readOneRedirect, updateRedirect } from "./commands.ts";
import { pathText, type RedirectReport, redirectInput, redirectPatch } from "./schema.ts";
import { findRedirect, listRedirects } from "./view/queries.ts";
import { exportRedirects, importRedirects } from "./workflows.ts";

const params = z.object({ id: opaqueId });
const path = "/v1/admin/redirects";
const tag = "Redirects";
const returns = "The redirect";
const refusals = ["duplicate-redirect", "redirect-loop", "too-large"] as const;
const chains =
  "If the target is redirected itself, this one leads where that one does; redirects that lead to `from` are led on to the target.";

export const redirectRoutes = [
  defineRoute({
    method: "get",
    path,
    tag,
    operationId: "listRedirects",
    summary: "List redirects",
    description: "Lists redirects by their paths.",
    operation: listRedirects,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of redirects",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path,
    tag,
    operationId: "createRedirect",
    summary: "Create a redirect",
    description: `Redirects a path of the storefront. ${chains}`,
    operation: createRedirect,
    body: redirectInput,
    input: ({ body }) => body,
    status: 201,
    returns,
    location: ({ id }) => `${path}/${id}`,
    refusals,
  }),
  defineRoute({
    method: "get",
    path: `${path}/export`,
    tag,
    operationId: "exportRedirects",
    summary: "Export redirects",
    description: "Returns all redirects as CSV with the columns `from`, `to` and `status`.",
    operation: exportRedirects,
    input: () => ({}),
    returns: "The file",
    mediaType: "text/csv",
    fileName: "redirects.csv",
  }),
  defineRoute<
    { readonly file: ReadableStream<Uint8Array> },
    RedirectReport,
    undefined,
    undefined,
    ReadableStream<Uint8Array>
  >({
    method: "post",
    path: `${path}/import`,
    tag,
    operationId: "importRedirects",
    summary: "Import redirects",
    description: `Takes a CSV file with the columns \`from\` and \`to\`, and perhaps \`status\` (301 if it is left out). A path that has a redirect gets the one of the file; others stay. Each row is a change of its own. ${chains}`,
    operation: importRedirects,
    upload: { mediaType: "text/csv", maxBytes: redirectLimits.file.value },
    input: ({ body }) => ({ file: body }),
    returns: "Rows by outcome, and what is wrong with those that failed",
    refusals: ["idempotency-in-progress"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag,
    operationId: "getRedirect",
    summary: "Get a redirect",
    description: "Returns a redirect as it is now.",
    operation: readOneRedirect,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    tag,
    operationId: "updateRedirect",
    summary: "Update a redirect",
    description: `Fields that are left out stay. ${chains}`,
    operation: updateRedirect,
    params,
    body: redirectPatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
    refusals,
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag,
    operationId: "deleteRedirect",
    summary: "Delete a redirect",
    description: "Deletes a redirect. Others that once led to its path stay as they are.",
    operation: deleteRedirect,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
  }),
  defineRoute({
    method: "get",
    path: "/v1/store/redirects",
    tag: "Storefront",
    operationId: "findStoreRedirect",
    summary: "Find where a path leads",
    description:
      "Returns where a path of the storefront leads for good, for the storefront to answer. Handles and slugs that have changed are not among them: reads by a former one redirect by themselves.",
    operation: findRedirect,
    conditional: true,
    query: z.strictObject({ path: pathText }),
    input: ({ query }) => query,
    returns: "Where it leads",
  }),
];
