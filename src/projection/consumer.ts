import * as z from "zod";
import { type Envelope, envelopeSchema } from "../kernel/write/event.ts";
import { logFailure } from "../telemetry/log/failure.ts";
import { ReadModelUnavailable } from "./failures/failures.ts";
import type { ProjectorDeps } from "./projector.ts";
import { ReactionPaused } from "./reactions/run-reaction.ts";
import { isReaction, type Notified, serve } from "./serve.ts";

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

/** Runs a reaction that was notified. It may go on after it has resolved. */
type React = (notified: Notified) => Promise<void>;

/**
 * Acknowledges or retries every message of a batch. Never throws: in the local runtime, a throw would also
 * retry messages that are already acknowledged. A notification that can't be served now is retried; the
 * tenant's object would send a new one in any case.
 */
export async function consume(
  batch: MessageBatch<unknown>,
  deps: ProjectorDeps,
  react: React = (notified) => serve(deps, notified),
): Promise<void> {
  const dueBySubscription = new Map<string, Due>();
  for (const message of batch.messages) {
    const notification = notificationSchema.safeParse(message.body);
    if (!notification.success) {
      logFailure("queue", new Error("not a notification"), { details: { message: message.id } });
      message.ack();
      continue;
    }
    const { tenantId, subscription, events, rebuild = false } = notification.data;
    const key = `${tenantId} ${subscription} ${rebuild}`;
    const due = dueBySubscription.get(key) ?? {
      tenantId,
      subscription,
      rebuild,
      messages: [],
      delivered: [],
    };
    due.messages.push(message);
    due.delivered.push(...events);
    dueBySubscription.set(key, due);
  }
  const allDue = [...dueBySubscription.values()];
  // Reactions wait for external services. They run in parallel, so that projections don't wait for them.
  const reactions = allDue
    .filter((due) => isReaction(deps, due.subscription))
    .map((due) => serveAndSettle(due, () => react(notifiedOf(due))));
  for (const due of allDue)
    if (!isReaction(deps, due.subscription))
      await serveAndSettle(due, () => serve(deps, notifiedOf(due), due.delivered));
  await Promise.all(reactions);
}

/** What another invocation of the Worker may be told. */
function notifiedOf({ tenantId, subscription, rebuild }: Due): Notified {
  return { tenantId, subscription, rebuild };
}

async function serveAndSettle(due: Due, work: () => Promise<void>): Promise<void> {
  const { tenantId, subscription, messages } = due;
  try {
    await work();
    for (const message of messages) message.ack();
  } catch (error) {
    // While a breaker is open, don't log a line for every notification: the failures that opened it are
    // logged.
    if (!isPause(error)) logFailure("projection", error, { tenant_id: tenantId, subscription });
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
