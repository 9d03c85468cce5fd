import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import { beginTest, repeatEvent, replayEvents } from "./deliveries/commands.ts";
import { delivery, deliveryStatus, replay, replayInput } from "./deliveries/schema.ts";
import { findDeliveries, findDelivery } from "./deliveries/view/queries.ts";
import { listDeliveries, readDelivery, redeliver, testEndpoint } from "./deliveries/workflows.ts";
import {
  createEndpoint,
  deleteEndpoint,
  pauseEndpoint,
  resealEndpointSecret,
  rotateEndpointSecret,
  updateEndpoint,
} from "./endpoints/commands.ts";
import {
  endpointCreated,
  endpointDeleted,
  endpointPaused,
  endpointUpdated,
  secretRotated,
} from "./endpoints/events.ts";
import { readPauseMail } from "./endpoints/mail-queries.ts";
import { listEndpoints, readOneEndpoint, readSendingTo } from "./endpoints/queries.ts";
import { mailPauses } from "./endpoints/reactions.ts";
import { endpointInput, endpointPatch, endpointResponse, endpointWithSecret } from "./endpoints/schema.ts";
import { endpointAggregate, migration } from "./endpoints/store.ts";
import { addEndpoint, changeEndpoint, rotateSecret } from "./endpoints/workflows.ts";
import { webhookIds } from "./ids.ts";
import { webhookLimits } from "./limits.ts";
import { problems } from "./problems.ts";
import { deliveryRoutes } from "./routes/delivery-routes.ts";
import { endpointRoutes } from "./routes/endpoint-routes.ts";
import { sendWebhooks } from "./sending/reactions.ts";

const resources = defineResources({ webhooks: { admin: ["manage"] } });

/** Sends what happens to other servers. */
export const webhooks = defineModule({
  name: "webhooks",
  requires: ["tenants", "identity"],
  optional: true,
  problems,
  ids: webhookIds,
  resources,
  showingAllData: ["webhooks"],
  limits: Object.values(webhookLimits),
  migrations: [migration],
  aggregates: [endpointAggregate],
  events: [endpointCreated, endpointUpdated, endpointPaused, secretRotated, endpointDeleted],
  operations: [
    ...[createEndpoint, updateEndpoint, deleteEndpoint, rotateEndpointSecret, pauseEndpoint],
    ...[resealEndpointSecret, listEndpoints, readOneEndpoint, readSendingTo, readPauseMail],
    ...[addEndpoint, changeEndpoint, rotateSecret],
    ...[findDeliveries, findDelivery, repeatEvent, replayEvents, beginTest],
    ...[listDeliveries, readDelivery, redeliver, testEndpoint],
  ],
  reactions: [sendWebhooks, mailPauses],
  tags: { Webhooks: "Servers of others that are sent what happens, and what was sent." },
  schemas: [
    {
      Webhook: endpointResponse,
      WebhookInput: endpointInput,
      WebhookPatch: endpointPatch,
      WebhookWithSecret: endpointWithSecret,
      WebhookDelivery: delivery,
      WebhookDeliveryStatus: deliveryStatus,
      WebhookReplay: replay,
      WebhookReplayInput: replayInput,
    },
  ],
  routes: [...endpointRoutes, ...deliveryRoutes],
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly webhooks: typeof resources;
  }
}
