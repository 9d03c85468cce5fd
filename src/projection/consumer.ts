import { z } from "zod";
import { type Envelope, envelopeSchema } from "../kernel/write/event.ts";
import { describeError, logLine } from "../platform/telemetry.ts";
import { ReadModelUnavailable } from "./failures.ts";
import { follow } from "./follow.ts";
import type { ProjectorDeps } from "./projector.ts";
import { rebuildTenant } from "./rebuild.ts";

const notificationSchema = z.object({
  tenantId: z.string(),
  subscription: z.string(),
  events: z.array(envelopeSchema),
  rebuild: z.literal(true).optional(),
});

interface Due {
  readonly tenantId: string;
  readonly subscription: string;
  readonly rebuild: boolean;
  readonly messages: Message<unknown>[];
  readonly delivered: Envelope[];
}

/**
 * Settles every message of a batch itself and never throws: locally a throw would retry the acknowledged ones too. A
 * ring that cannot be served now comes again; the tenant's object would ring anew in any case.
 */
export async function consume(batch: MessageBatch<unknown>, deps: ProjectorDeps): Promise<void> {
  const dueBySubscription = new Map<string, Due>();
  for (const message of batch.messages) {
    const notification = notificationSchema.safeParse(message.body);
    if (!notification.success) {
      logLine({ kind: "error", at: "queue", error: "not a doorbell", message: message.id });
      message.ack();
      continue;
    }
    const { tenantId, subscription, events, rebuild = false } = notification.data;
    const key = `${tenantId} ${subscription} ${rebuild}`;
    const notify = dueBySubscription.get(key) ?? {
      tenantId,
      subscription,
      rebuild,
      messages: [],
      delivered: [],
    };
    notify.messages.push(message);
    notify.delivered.push(...events);
    dueBySubscription.set(key, notify);
  }
  for (const notify of dueBySubscription.values()) await serve(notify, deps);
}

async function serve(notify: Due, deps: ProjectorDeps): Promise<void> {
  const { tenantId, subscription, messages, delivered } = notify;
  try {
    if (notify.rebuild) await rebuildTenant(deps, tenantId);
    else await follow(deps, tenantId, subscription, delivered);
    for (const message of messages) message.ack();
  } catch (error) {
    // While the breaker is open there is one line for it, not one for every ring.
    if (!(error instanceof ReadModelUnavailable))
      logLine({ kind: "error", at: "projection", tenant: tenantId, subscription, ...describeError(error) });
    for (const message of messages) message.retry({ delaySeconds: delayOf(error, message.attempts) });
  }
}

function delayOf(error: unknown, attempts: number): number {
  const backoff = Math.min(60, 2 ** attempts);
  return error instanceof ReadModelUnavailable ? Math.max(1, Math.ceil(error.retryAfterMs / 1000)) : backoff;
}
