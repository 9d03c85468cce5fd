import { z } from "zod";
import { type Envelope, envelopeSchema } from "../kernel/event.ts";
import { describeError, logLine } from "../platform/telemetry.ts";
import { type ProjectorDeps, projectTenant } from "./projector.ts";

const doorbellSchema = z.object({
  tenantId: z.string(),
  subscription: z.string(),
  events: z.array(envelopeSchema),
});

interface Ring {
  readonly messages: Message<unknown>[];
  readonly delivered: Envelope[];
}

/**
 * Settles every message of a batch itself and never throws: locally a throw would retry the acknowledged ones too. A
 * ring that cannot be served now comes again; the tenant's object would ring anew in any case.
 */
export async function consume(batch: MessageBatch<unknown>, deps: ProjectorDeps): Promise<void> {
  const ringByTenant = new Map<string, Ring>();
  for (const message of batch.messages) {
    const doorbell = doorbellSchema.safeParse(message.body);
    if (!doorbell.success) {
      logLine({ kind: "error", at: "queue", error: "not a doorbell", message: message.id });
      message.ack();
      continue;
    }
    const ring = ringByTenant.get(doorbell.data.tenantId) ?? { messages: [], delivered: [] };
    ring.messages.push(message);
    ring.delivered.push(...doorbell.data.events);
    ringByTenant.set(doorbell.data.tenantId, ring);
  }
  for (const [tenantId, ring] of ringByTenant) await serve(tenantId, ring, deps);
}

async function serve(tenantId: string, ring: Ring, deps: ProjectorDeps): Promise<void> {
  try {
    await projectTenant(deps, tenantId, ring.delivered);
    for (const message of ring.messages) message.ack();
  } catch (error) {
    logLine({ kind: "error", at: "projection", tenant: tenantId, ...describeError(error) });
    for (const message of ring.messages) message.retry({ delaySeconds: Math.min(60, 2 ** message.attempts) });
  }
}
