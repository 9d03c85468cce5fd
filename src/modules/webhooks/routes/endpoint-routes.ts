import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { deleteEndpoint } from "../endpoints/commands.ts";
import { listEndpoints, readOneEndpoint } from "../endpoints/queries.ts";
import { endpointInput, endpointPatch } from "../endpoints/schema.ts";
import { addEndpoint, changeEndpoint, rotateSecret } from "../endpoints/workflows.ts";

const params = z.object({ id: opaqueId });
const path = "/v1/admin/webhooks";
const tag = "Webhooks";
const returns = "The webhook endpoint";

export const endpointRoutes = [
  defineRoute({
    method: "get",
    path,
    tag,
    operationId: "listWebhooks",
    summary: "List webhook endpoints",
    description: "Lists webhook endpoints, oldest first, without their secrets.",
    operation: listEndpoints,
    query: z.object(pageQuery).strict(),
    input: ({ page }) => page,
    returns: "A page of webhook endpoints",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path,
    tag,
    operationId: "createWebhook",
    summary: "Create a webhook endpoint",
    description:
      "Sends events to a public https address from now on, signed as Standard Webhooks say. `secret` is what they are signed with; it is returned only once. Events that happened before can be sent with a replay.",
    operation: addEndpoint,
    body: endpointInput,
    input: ({ body }) => body,
    status: 201,
    returns: "The webhook endpoint and its secret",
    location: ({ id }) => `${path}/${id}`,
    refusals: ["address-not-allowed", "unknown-event-type", "too-large"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag,
    operationId: "getWebhook",
    summary: "Get a webhook endpoint",
    description:
      "Returns a webhook endpoint without its secret. `pausedBecause` says why it is paused: `staff`, `failing` after five days without a delivery, or `gone` because its receiver answered 410.",
    operation: readOneEndpoint,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    tag,
    operationId: "updateWebhook",
    summary: "Update a webhook endpoint",
    description:
      "Fields that are left out stay. `events` replaces all entries, for events from now on. While it is `paused` nothing is sent; once it is `active` again it gets what happened meanwhile, as far as the log has it.",
    operation: changeEndpoint,
    params,
    body: endpointPatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
    refusals: ["address-not-allowed", "unknown-event-type"],
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag,
    operationId: "deleteWebhook",
    summary: "Delete a webhook endpoint",
    description: "Nothing is sent to it any more. What is under way may still arrive.",
    operation: deleteEndpoint,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
  }),
  defineRoute({
    method: "post",
    path: `${path}/{id}/rotate-secret`,
    tag,
    operationId: "rotateWebhookSecret",
    summary: "Rotate a webhook secret",
    description:
      "Gives the endpoint a new secret, which is returned only once. For 24 hours, deliveries have signatures of both secrets.",
    operation: rotateSecret,
    params,
    input: ({ params }) => params,
    returns: "The webhook endpoint and its new secret",
  }),
];
