import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { uncountedPageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { replayEvents } from "../deliveries/commands.ts";
import { deliveryStatus, replayInput } from "../deliveries/schema.ts";
import { listDeliveries, readDelivery, redeliver, testEndpoint } from "../deliveries/workflows.ts";

const params = z.object({ id: opaqueId });
const deliveryParams = z.object({ id: opaqueId, deliveryId: opaqueId.describe("The delivery's id.") });
const path = "/v1/admin/webhooks/{id}";
const tag = "Webhooks";

export const deliveryRoutes = [
  defineRoute({
    method: "post",
    path: `${path}/test`,
    tag,
    operationId: "testWebhook",
    summary: "Test a webhook endpoint",
    description:
      "Sends a message of the type `webhook.test`, once, and returns what came of it. It is in neither the log nor the list of deliveries. A paused endpoint can be tested too.",
    operation: testEndpoint,
    params,
    input: ({ params }) => params,
    returns: "The delivery of the test",
    refusals: ["rate-limited"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/deliveries`,
    tag,
    operationId: "listWebhookDeliveries",
    summary: "List deliveries",
    description:
      "Lists what was sent to a webhook endpoint, the newest event first: one delivery for each event, with its last attempt. An event that waits for its first attempt is not there yet.",
    operation: listDeliveries,
    params,
    query: z.object({ ...uncountedPageQuery, status: deliveryStatus.optional() }).strict(),
    input: ({ params: { id }, page, query: { status = null } }) => ({ ...page, id, status }),
    returns: "A page of deliveries",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/deliveries/{deliveryId}`,
    tag,
    operationId: "getWebhookDelivery",
    summary: "Get a delivery",
    description: "Returns the delivery of one event to a webhook endpoint.",
    operation: readDelivery,
    params: deliveryParams,
    input: ({ params }) => params,
    returns: "The delivery",
  }),
  defineRoute({
    method: "post",
    path: `${path}/deliveries/{deliveryId}/redeliver`,
    tag,
    operationId: "redeliverWebhookDelivery",
    summary: "Deliver again",
    description:
      "Sends the event of a delivery again, with the same `webhook-id` and the plan of retries from its beginning. A paused endpoint gets it once it is active.",
    operation: redeliver,
    params: deliveryParams,
    input: ({ params }) => params,
    returns: "The delivery",
    refusals: ["event-expired", "too-large"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/replay`,
    tag,
    operationId: "replayWebhook",
    summary: "Send a part of the log again",
    description:
      "Sends the events from a place in the log or a time on that the webhook endpoint is interested in now, also those that happened before it was created. They have the `webhook-id` that they had before.",
    operation: replayEvents,
    params,
    body: replayInput,
    input: ({ params: { id }, body }) => ({ id, range: body }),
    returns: "The part of the log that is sent again",
    refusals: ["too-large"],
  }),
];
