import * as z from "zod";
import { repeatableOf, shownAs, sinceParameter } from "../../kernel/api/query-parameters.ts";
import { defineRoute, type Route } from "../../kernel/api/route.ts";
import { pageQuery } from "../../kernel/read/page.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import type { mediaOperations } from "./commands.ts";
import { mediaKind, mediaPatch } from "./schema.ts";
import { listMedia } from "./view/list-media.ts";

const path = "/v1/admin/media";
const params = z.object({ id: opaqueId });
const returns = "The file";

const listQuery = z.strictObject({
  ...pageQuery,
  q: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .transform((text) => text ?? null)
    .describe("The beginnings of words of the name, alt texts or captions. All must match."),
  type: repeatableOf(mediaKind),
  from: sinceParameter.describe("Uploaded at this time or later."),
  to: sinceParameter.describe("Uploaded before this time."),
});

const deletionQuery = z.strictObject({
  force: shownAs(
    () => z.boolean().default(false).describe("Whether to delete it even if something shows it."),
    z
      .enum(["true", "false"])
      .default("false")
      .transform((force) => force === "true"),
  ),
});

export function mediaRoutes({ readOne, update, remove }: ReturnType<typeof mediaOperations>): Route[] {
  return [
    defineRoute({
      method: "get",
      path,
      tag: "Media",
      operationId: "listMediaFiles",
      summary: "List files",
      description: "Lists files, the newest first.",
      operation: listMedia,
      query: listQuery,
      input: ({ page, query: { q, type, from, to } }) => ({ ...page, q, type: [...type], from, to }),
      returns: "A page of files",
      refusals: ["invalid-cursor"],
    }),
    defineRoute({
      method: "get",
      path: `${path}/{id}`,
      tag: "Media",
      operationId: "getMediaFile",
      summary: "Get a file",
      description: "Returns what is known of a file, and what shows it.",
      operation: readOne,
      params,
      input: ({ params }) => params,
      returns,
    }),
    defineRoute({
      method: "patch",
      path: `${path}/{id}`,
      tag: "Media",
      operationId: "updateMediaFile",
      summary: "Update a file",
      description:
        "Changes the name, the texts in several languages, or the point around which it is cropped.",
      operation: update,
      params,
      body: mediaPatch,
      input: ({ params: { id }, body }) => ({ id, patch: body }),
      returns,
      refusals: ["locale-not-enabled"],
    }),
    defineRoute({
      method: "delete",
      path: `${path}/{id}`,
      tag: "Media",
      operationId: "deleteMediaFile",
      summary: "Delete a file",
      description:
        "Deletes a file that nothing shows. What browsers and caches have of it stays there for its time.",
      operation: remove,
      params,
      query: deletionQuery,
      input: ({ params: { id }, query: { force } }) => ({ id, force }),
      returns: "Deleted",
      refusals: ["media-in-use"],
    }),
  ];
}
