import type { Envelope } from "../../../kernel/write/event.ts";

/** What is sent: a body, and the id by which a receiver knows it again. */
export interface Message {
  readonly id: string;
  readonly body: string;
}

/** The type of a message that only tests an endpoint. No event has it. */
export const testType = "webhook.test";

/** An event as CloudEvents 1.0 JSON, with what may leave the platform of its data. */
export function messageOf(event: Envelope, data: Readonly<Record<string, unknown>>): Message {
  const { id, type, tenantId, seq, aggregate, correlationId, actor, occurredAt } = event;
  const body = {
    specversion: "1.0",
    id,
    source: `/tenants/${tenantId}`,
    type,
    time: occurredAt,
    subject: `${aggregate.type}/${aggregate.id}`,
    datacontenttype: "application/json",
    tenantid: tenantId,
    // An order that does not depend on how a receiver reads numbers.
    sequence: String(seq),
    aggregateversion: aggregate.version,
    correlationid: correlationId,
    actorkind: actor.kind,
    data,
  };
  return { id, body: JSON.stringify(body) };
}

/** A message that only shows that an endpoint can be reached. */
export function testMessage(
  id: string,
  {
    tenantId,
    endpointId,
    now,
  }: { readonly tenantId: string; readonly endpointId: string; readonly now: number },
): Message {
  const body = {
    specversion: "1.0",
    id,
    source: `/tenants/${tenantId}`,
    type: testType,
    time: new Date(now).toISOString(),
    subject: `webhookEndpoint/${endpointId}`,
    datacontenttype: "application/json",
    tenantid: tenantId,
    data: {},
  };
  return { id, body: JSON.stringify(body) };
}
