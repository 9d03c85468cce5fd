import { z } from "zod";
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
    summary: "Rebuild a view from the tenant's object, or `all` views. Reads go on meanwhile",
    operation: rebuildView,
    body: rebuildInput,
    input: ({ body }) => body,
    ...begun,
    refusals: ["rebuild-running", "unknown-reference"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    summary: "Read the progress of a rebuild or replay",
    operation: readOneRebuild,
    params,
    input: ({ params }) => params,
    returns: "The rebuild",
  }),
  defineRoute({
    method: "post",
    path: `${path}/{id}/cancel`,
    summary: "Cancel a rebuild or replay",
    operation: cancelRebuild,
    params,
    input: ({ params }) => params,
    returns: "The rebuild",
    refusals: ["invalid-transition"],
  }),
  defineRoute({
    method: "post",
    path: "/v1/ops/replays",
    summary: "Replay events from a sequence number on, projecting current state",
    operation: replayEvents,
    body: replayInput,
    input: ({ body }) => body,
    ...begun,
    refusals: ["rebuild-running", "unknown-reference"],
  }),
];
