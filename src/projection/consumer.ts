import { z } from "zod";
import { type Envelope, envelopeSchema } from "../kernel/write/event.ts";
import { describeError, logLine } from "../platform/telemetry.ts";
import { ReadModelUnavailable } from "./failures/failures.ts";
import type { ProjectorDeps } from "./projector.ts";
import { ReactionPaused } from "./reactions/run-reaction.ts";
import { isReaction, serve } from "./serve.ts";

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
  const notifications = [...dueBySubscription.values()];
  // Reactions wait for the outside, each for its own: they run side by side, and nothing waits for them.
  const reactions = notifications
    .filter((notify) => isReaction(deps, notify.subscription))
    .map((notify) => answer(notify, deps));
  for (const notify of notifications) if (!isReaction(deps, notify.subscription)) await answer(notify, deps);
  await Promise.all(reactions);
}

async function answer(notify: Due, deps: ProjectorDeps): Promise<void> {
  const { tenantId, subscription, messages, delivered } = notify;
  try {
    await serve(deps, notify, delivered);
    for (const message of messages) message.ack();
  } catch (error) {
    // While a breaker is open there is one line for it, not one for every ring.
    if (!isPause(error))
      logLine({ kind: "error", at: "projection", tenant: tenantId, subscription, ...describeError(error) });
    for (const message of messages) message.retry({ delaySeconds: delayOf(error, message.attempts) });
  }
}

function delayOf(error: unknown, attempts: number): number {
  const backoff = Math.min(60, 2 ** attempts);
  return isPause(error) ? Math.max(1, Math.ceil(error.retryAfterMs / 1000)) : backoff;
}

function isPause(error: unknown): error is ReadModelUnavailable | ReactionPaused {
  return error instanceof ReadModelUnavailable || error instanceof ReactionPaused;
}
