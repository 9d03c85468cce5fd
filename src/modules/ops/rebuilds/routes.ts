import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { cancelRebuild } from "../commands.ts";
import { readOneRebuild } from "../queries.ts";
import { rebuildInput, replayInput } from "../schema.ts";
import { rebuildView, replayEvents } from "../workflows.ts";

const path = "/v1/ops/rebuilds";
const params = z.object({ id: opaqueId });
const begun = {
  status: 202,
  returns: "The running rebuild",
  location: ({ id }: { readonly id: string }) => `${path}/${id}`,
} as const;

export const rebuildRoutes = [
  defineRoute({
    method: "post",
    path,
    tag: "Rebuilds",
    operationId: "startRebuild",
    summary: "Rebuild a view",
    description:
      "Rebuilds one view, or `all` views, from the tenant's object. Reads and writes go on meanwhile.",
    operation: rebuildView,
    body: rebuildInput,
    input: ({ body }) => body,
    ...begun,
    refusals: ["rebuild-running", "unknown-reference"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag: "Rebuilds",
    operationId: "getRebuild",
    summary: "Get a rebuild",
    description: "Returns the progress of a rebuild or replay.",
    operation: readOneRebuild,
    params,
    input: ({ params }) => params,
    returns: "The rebuild",
  }),
  defineRoute({
    method: "post",
    path: `${path}/{id}/cancel`,
    tag: "Rebuilds",
    operationId: "cancelRebuild",
    summary: "Cancel a rebuild",
    description: "Stops a running rebuild or replay. What it has done stays.",
    operation: cancelRebuild,
    params,
    input: ({ params }) => params,
    returns: "The rebuild",
    refusals: ["invalid-transition"],
  }),
  defineRoute({
    method: "post",
    path: "/v1/ops/replays",
    tag: "Rebuilds",
    operationId: "replayEvents",
    summary: "Replay events",
    description:
      "Takes a subscription back to a sequence number and lets it process the events from there again, in their current state.",
    operation: replayEvents,
    body: replayInput,
    input: ({ body }) => body,
    ...begun,
    refusals: ["rebuild-running", "unknown-reference"],
  }),
];
