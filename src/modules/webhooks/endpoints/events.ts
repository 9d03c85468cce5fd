import * as z from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { endpoint, pausedBecause } from "./schema.ts";

const { url, events, description, status } = endpoint.shape;
const content = z.object({ url, events, description, status });

export const endpointCreated = defineEvent(
  "webhooks.endpoint.created",
  "webhookEndpoint",
  content,
).unpublished();
export const endpointUpdated = defineEvent("webhooks.endpoint.updated", "webhookEndpoint", () =>
  content.partial(),
).unpublished();

/** The platform has paused it. That the staff paused it is an update. */
export const endpointPaused = defineEvent("webhooks.endpoint.paused", "webhookEndpoint", () =>
  z.object({ because: pausedBecause.exclude(["staff"]) }),
).unpublished();

/** It has a new secret. The secret itself is not in the log. */
export const secretRotated = defineEvent("webhooks.endpoint.secret_rotated", "webhookEndpoint", () =>
  z.object({ previousExpiresAt: z.iso.datetime() }),
).unpublished();

export const endpointDeleted = defineEvent("webhooks.endpoint.deleted", "webhookEndpoint", () =>
  z.object({}),
).unpublished();
