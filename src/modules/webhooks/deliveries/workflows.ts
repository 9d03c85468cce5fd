import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import type { Internet } from "../../../kernel/operation/ports.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { pageOutput } from "../../../kernel/read/page.ts";
import { newUlid, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { readOneEndpoint } from "../endpoints/queries.ts";
import { webhookLimits } from "../limits.ts";
import { testMessage, testType } from "../sending/message.ts";
import { AddressRefused, meaningOf, type Sender, sendMessage } from "../sending/send.ts";
import { openSecrets } from "../sending/signature.ts";
import { beginTest, repeatEvent } from "./commands.ts";
import { deliveryId } from "./log.ts";
import { type Delivery, delivery } from "./schema.ts";
import { deliveryListInput, findDeliveries, findDelivery } from "./view/queries.ts";

const oneOfEach = { d1: 1, objects: 1 } as const;

/** Lists deliveries to an endpoint that is there. */
export const listDeliveries = defineWorkflow({
  name: "webhooks.listDeliveries",
  access: findDeliveries.access,
  input: deliveryListInput,
  output: pageOutput(delivery),
  budget: oneOfEach,
  async run(input, { invoke }) {
    const [endpoint, found] = await Promise.all([
      invoke(readOneEndpoint, { id: input.id }),
      invoke(findDeliveries, input),
    ]);
    return endpoint.ok ? found : endpoint;
  },
});

const named = z.object({ id: opaqueId, deliveryId: opaqueId });

/** Reads a delivery to an endpoint that is there. */
export const readDelivery = defineWorkflow({
  name: "webhooks.readDelivery",
  access: findDelivery.access,
  input: named,
  output: delivery,
  budget: oneOfEach,
  async run(input, { invoke }) {
    const [endpoint, found] = await Promise.all([
      invoke(readOneEndpoint, { id: input.id }),
      invoke(findDelivery, input),
    ]);
    return endpoint.ok ? found : endpoint;
  },
});

/** Sends the event of a delivery again, with the same `webhook-id`. */
export const redeliver = defineWorkflow({
  name: "webhooks.redeliver",
  access: repeatEvent.access,
  input: named,
  output: delivery,
  once: true,
  budget: oneOfEach,
  async run(input, { invoke }) {
    const found = await invoke(findDelivery, input);
    if (!found.ok) return found;
    const { eventId, seq } = found.value;
    if (seq === null)
      return refused(refusal("event-expired", "A test has no event. Test the endpoint again."));
    const repeated = await invoke(repeatEvent, { id: input.id, eventId, seq });
    return repeated.ok ? ok({ ...found.value, status: "pending" }) : repeated;
  },
});

/** Sends a message of the type `webhook.test`, once, and says what came of it. */
export const testEndpoint = defineWorkflow({
  name: "webhooks.testEndpoint",
  access: beginTest.access,
  input: z.object({ id: opaqueId }),
  output: delivery,
  ports: ["secrets", "internet"],
  once: true,
  budget: { d1: 0, objects: 1 },
  async run({ id }, { invoke, tenantId, session }, { secrets, internet }) {
    const begun = await invoke(beginTest, { id });
    if (!begun.ok) return begun;
    const { url, sealed } = begun.value;
    const eventId = newUlid(session.now, Math.random);
    const opened = await openSecrets(secrets, { tenantId, endpointId: id }, sealed);
    const message = testMessage(eventId, { tenantId, endpointId: id, now: session.now });
    const startedAt = Date.now();
    const outcome = await tried(sendMessage(senderOf(internet, secrets), url, message, opened));
    const endedAt = Date.now();
    return ok({
      ...{ id: deliveryId(eventId), endpointId: id, eventId, type: testType, seq: null, attempts: 1 },
      subject: `webhookEndpoint/${id}`,
      ...outcome,
      durationMs: Math.max(0, endedAt - startedAt),
      firstAttemptAt: new Date(startedAt).toISOString(),
      lastAttemptAt: new Date(endedAt).toISOString(),
    });
  },
});

function senderOf({ fetch, isLocal }: Internet, secrets: Sender["secrets"]): Sender {
  const signal = AbortSignal.timeout(webhookLimits.timeLimit.value);
  return { secrets, isLocal, now: Date.now, fetch: (url, init) => fetch(url, { ...init, signal }) };
}

type Outcome = Pick<Delivery, "status" | "code" | "answer" | "error">;

async function tried(sending: ReturnType<typeof sendMessage>): Promise<Outcome> {
  try {
    const { code, answer } = await sending;
    const isDelivered = meaningOf(code) === "delivered";
    const error = isDelivered ? null : `HTTP ${code}`;
    return { status: isDelivered ? "delivered" : "failed", code, answer, error };
  } catch (cause) {
    const error = cause instanceof AddressRefused ? cause.message : "there was no answer";
    return { status: "failed", code: null, answer: null, error };
  }
}
