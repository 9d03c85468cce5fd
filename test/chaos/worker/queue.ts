import { befalls, shuffled } from "./dice.ts";

type Sent = MessageSendRequest<unknown>;
type Consume = (batch: MessageBatch<unknown>) => Promise<void>;

/** A queue that drops, doubles, delays and reorders what it is given, and sometimes refuses it. */
export function unreliable(queue: Queue): Queue {
  return {
    metrics: () => queue.metrics(),
    send: (body, options) => queue.send(body, options),
    async sendBatch(messages, options) {
      if (befalls("sendFails", "send refused")) throw new Error("Queue send failed: overloaded");
      const all = [...messages].flatMap(fateOf);
      const sent = befalls("sendReordered", "send reordered") ? shuffled(all) : all;
      const answer = sent.length === 0 ? queue.metrics().then(noneOf) : queue.sendBatch(sent, options);
      if (befalls("sendFails", "answer of a send lost")) throw new Error("Network connection lost.");
      return answer;
    },
  };
}

function fateOf(message: Sent): readonly Sent[] {
  if (befalls("messageDropped", "message dropped")) return [];
  if (befalls("messageDoubled", "message doubled")) return [message, message];
  if (befalls("messageDelayed", "message delayed")) return [{ ...message, delaySeconds: 1 }];
  return [message];
}

const noneOf = (metrics: QueueMetrics): QueueSendBatchResponse => ({ metadata: { metrics } });

/** A consumer that gets its batch out of order, twice at once, or ends before or after its work. */
export async function consumeUnreliably(batch: MessageBatch<unknown>, consume: Consume): Promise<void> {
  const messages = befalls("batchReordered", "batch reordered") ? shuffled(batch.messages) : batch.messages;
  const handed = { ...settling(batch), messages };
  // Locally a throw brings the whole batch again, acknowledged or not.
  if (befalls("batchCrashes", "consumer ended before its work")) throw new Error("the consumer ended");
  if (befalls("batchRaced", "batch delivered twice at once"))
    await Promise.all([consume(handed), consume(handed)]);
  else await consume(handed);
  if (befalls("batchCrashes", "consumer ended after its work")) throw new Error("the consumer ended");
}

function settling(batch: MessageBatch<unknown>) {
  return {
    queue: batch.queue,
    metadata: batch.metadata,
    ackAll: () => batch.ackAll(),
    retryAll: (options?: QueueRetryOptions) => batch.retryAll(options),
  };
}
