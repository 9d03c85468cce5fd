import { z } from "zod";
import { refusalAt } from "../../../kernel/api/problem.ts";
import { shown } from "../../../kernel/api/reply.ts";
import { defineRoute, type Reply, type Services } from "../../../kernel/api/route.ts";
import { readModelName } from "../../../kernel/delivery/subscription.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { cancelRebuild, requestRebuild } from "../commands.ts";
import { readOneRebuild } from "../queries.ts";
import type { RebuildRequest } from "../rules.ts";
import { rebuild, rebuildInput, replayInput } from "../schema.ts";

const params = z.object({ id: opaqueId });
const accepted = { 202: { description: "It is under way", schema: rebuild } };

export const rebuildRoutes = [
  defineRoute({
    method: "post",
    path: "/v1/ops/rebuilds",
    summary: "Make a view anew from what the tenant's object has, or `all` of them; reads go on",
    access: requestRebuild.access,
    body: rebuildInput,
    replies: accepted,
    refusals: ["rebuild-running", "unknown-reference"],
    async handle({ body: { view }, services }) {
      if (view !== "all" && !services.viewNames.includes(view))
        return refused(
          refusalAt("unknown-reference", "/view", `There are: all, ${services.viewNames.join(", ")}.`),
        );
      return begin(services, {
        kind: "rebuild",
        subscription: readModelName,
        view: view === "all" ? null : view,
        fromSeq: null,
      });
    },
  }),
  defineRoute({
    method: "get",
    path: "/v1/ops/rebuilds/{id}",
    summary: "How far a rebuild or replay is",
    access: readOneRebuild.access,
    params,
    replies: { 200: { description: "The rebuild", schema: rebuild } },
    async handle({ params: { id }, services }) {
      return shown(await services.ask(readOneRebuild, { id }));
    },
  }),
  defineRoute({
    method: "post",
    path: "/v1/ops/rebuilds/{id}/cancel",
    summary: "Stop a rebuild or replay where it is",
    access: cancelRebuild.access,
    params,
    replies: { 200: { description: "The rebuild", schema: rebuild } },
    refusals: ["invalid-transition"],
    async handle({ params: { id }, services }) {
      return shown(await services.execute(cancelRebuild, { id }));
    },
  }),
  defineRoute({
    method: "post",
    path: "/v1/ops/replays",
    summary: "Project anew, as it is now, whatever events from a seq on have touched",
    access: requestRebuild.access,
    body: replayInput,
    replies: accepted,
    refusals: ["rebuild-running", "unknown-reference"],
    async handle({ body: { subscription, fromSeq }, services }) {
      if (!services.subscriptionNames.includes(subscription)) {
        const names = services.subscriptionNames.join(", ");
        return refused(refusalAt("unknown-reference", "/subscription", `There are: ${names}.`));
      }
      return begin(services, { kind: "replay", subscription, view: null, fromSeq });
    },
  }),
];

async function begin(services: Services, request: Omit<RebuildRequest, "reason">): Promise<Result<Reply>> {
  const begun = await services.execute(requestRebuild, { ...request, reason: "requested" });
  if (!begun.ok) return begun;
  return ok({
    status: 202,
    body: begun.value,
    headers: { Location: `/v1/ops/rebuilds/${begun.value?.id}` },
  });
}
