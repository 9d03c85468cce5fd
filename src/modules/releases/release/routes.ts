import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { createRelease, deleteRelease, undoRelease, updateRelease } from "./commands.ts";
import { publishRelease } from "./publish-commands.ts";
import { listReleases, readOneRelease } from "./queries.ts";
import { releaseInput, releasePatch, releaseStatus, undoInput } from "./schema.ts";

const path = "/v1/admin/releases";
const params = z.object({ id: opaqueId });
const tag = "Releases";
const returns = "The release";
const refusals = ["invalid-schedule", "unknown-reference", "too-large"] as const;

export const releaseRoutes = [
  defineRoute({
    method: "get",
    path,
    tag,
    operationId: "listReleases",
    summary: "List releases",
    description: "Lists releases with their items, newest first.",
    operation: listReleases,
    query: z.strictObject({
      ...pageQuery,
      status: releaseStatus.optional().describe("Only releases with this status."),
    }),
    input: ({ page, query: { status = null } }) => ({ ...page, status }),
    returns: "A page of releases",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path,
    tag,
    operationId: "createRelease",
    summary: "Create a release",
    description:
      "Collects changes that take effect together: all of them in one transaction, or none. `post`, `page` and `product` have the actions `publish` and `unpublish`; `promotion` and `priceList` have `activate` and `deactivate`; `menu`, `promotion` and `priceList` have `update` with `data`. A thing has one item at most, and the caller needs the permission for each. Without `publishAt` the release is a draft.",
    operation: createRelease,
    body: releaseInput,
    input: ({ body }) => body,
    status: 201,
    returns,
    location: ({ id }) => `${path}/${id}`,
    refusals,
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag,
    operationId: "getRelease",
    summary: "Get a release",
    description:
      "Returns a release. `failure` says why a scheduled one did not take effect; `undo` has the items that take a published one back.",
    operation: readOneRelease,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    tag,
    operationId: "updateRelease",
    summary: "Update a release",
    description:
      "Fields that are left out stay. `items` are replaced as a whole. `publishAt` schedules the release; null makes it a draft. One that has failed waits again.",
    operation: updateRelease,
    params,
    body: releasePatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
    refusals: [...refusals, "invalid-transition"],
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag,
    operationId: "deleteRelease",
    summary: "Delete a release",
    description: "Deletes a release. What a published one has changed stays.",
    operation: deleteRelease,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
  }),
  defineRoute({
    method: "post",
    path: `${path}/{id}/publish`,
    tag,
    operationId: "publishRelease",
    summary: "Publish a release",
    description:
      "Has all items take effect at once. If one is refused, nothing has changed, and the answer says which one and why.",
    operation: publishRelease,
    params,
    input: ({ params }) => params,
    pointsIntoResource: true,
    returns,
    refusals: ["invalid-transition", "release-refused", "too-large"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/{id}/undo`,
    tag,
    operationId: "undoRelease",
    summary: "Undo a release",
    description:
      "Makes a release of the items that take a published one back. Publish it, or schedule it with `publishAt`: such as the end of a sale.",
    operation: undoRelease,
    params,
    body: undoInput,
    input: ({ params: { id }, body }) => ({ id, undo: body }),
    status: 201,
    returns: "The new release",
    location: ({ id }) => `${path}/${id}`,
    refusals: [...refusals, "invalid-transition"],
  }),
];
