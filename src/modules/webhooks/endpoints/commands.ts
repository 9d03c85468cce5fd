import * as z from "zod";
import { nothing } from "../../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { idSchema, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { webhookIds } from "../ids.ts";
import {
  decideDeletion,
  decideEndpoint,
  decideEndpointChange,
  decidePause,
  decideRotation,
  noSuchEndpoint,
} from "./rules.ts";
import { endpointInput, endpointPatch, endpointResponse, pausedBecause } from "./schema.ts";
import { resealSecret, rotateSecret, writeSecret } from "./secrets-store.ts";
import { endpointAggregate, endpointResponseOf, readEndpoint, readEndpoints } from "./store.ts";

const byId = z.object({ id: opaqueId });
const guards = ({ id }: { readonly id: string }) => ({ type: endpointAggregate.type, id });
const load = (database: TenantDatabase, { id }: { readonly id: string }) => readEndpoint(database, id);

/** A new secret: as it is stored, and as only a repeat of the same request can read it. */
const newSecret = z.object({ stored: z.string(), sealed: z.string() });
const withSealed = z.object({ endpoint: endpointResponse, sealed: z.string() });

export const createEndpoint = defineCommand({
  name: "webhooks.createEndpoint",
  access: "webhooks:create",
  internal: true,
  input: endpointInput.extend({ id: idSchema(webhookIds.webhookEndpoint), secret: newSecret }),
  output: withSealed,
  load: (database) => readEndpoints(database).length,
  decide(count, { id, secret, ...input }) {
    const events = decideEndpoint(id, input, count);
    if (!events.ok) return events;
    return ok({
      events: events.value,
      writeState: (database) => writeSecret(database, id, secret.stored),
      answer: (database) => ({ endpoint: endpointResponseOf(database, id), sealed: secret.sealed }),
    });
  },
});

export const updateEndpoint = defineCommand({
  name: "webhooks.updateEndpoint",
  access: "webhooks:update",
  internal: true,
  input: byId.extend({ patch: endpointPatch }),
  output: endpointResponse,
  guards,
  load,
  decide(endpoint, { patch }) {
    if (endpoint === undefined) return refused(noSuchEndpoint);
    return ok({
      events: decideEndpointChange(endpoint, patch),
      answer: (database) => endpointResponseOf(database, endpoint.id),
    });
  },
});

export const deleteEndpoint = defineCommand({
  name: "webhooks.deleteEndpoint",
  access: "webhooks:delete",
  input: byId,
  output: nothing,
  guards,
  load,
  decide(endpoint) {
    if (endpoint === undefined) return refused(noSuchEndpoint);
    return ok({ events: decideDeletion(endpoint), answer: () => null });
  },
});

export const rotateEndpointSecret = defineCommand({
  name: "webhooks.rotateEndpointSecret",
  access: "webhooks:update",
  internal: true,
  input: byId.extend({ secret: newSecret }),
  output: withSealed,
  guards,
  load,
  decide(endpoint, { secret }, { now }) {
    if (endpoint === undefined) return refused(noSuchEndpoint);
    const { id } = endpoint;
    return ok({
      events: decideRotation(endpoint, now),
      writeState: (database) => rotateSecret(database, id, secret.stored, now),
      answer: (database) => ({ endpoint: endpointResponseOf(database, id), sealed: secret.sealed }),
    });
  },
});

/** The platform pauses an endpoint whose receiver is gone, or fails for days. */
export const pauseEndpoint = defineCommand({
  name: "webhooks.pauseEndpoint",
  access: "webhooks:update",
  internal: true,
  input: byId.extend({ because: pausedBecause.exclude(["staff"]) }),
  output: nothing,
  load,
  decide: (endpoint, { because }) => ok({ events: decidePause(endpoint, because), answer: () => null }),
});

/** Stores a secret sealed with the current signing secret. */
export const resealEndpointSecret = defineCommand({
  name: "webhooks.resealEndpointSecret",
  access: "webhooks:update",
  internal: true,
  input: byId.extend({ from: z.string(), to: z.string() }),
  output: nothing,
  load: () => null,
  decide: (_, { id, from, to }) =>
    ok({
      events: [],
      writeState: (database) => resealSecret(database, id, { from, to }),
      answer: () => null,
    }),
});
