import type { Notification } from "../../../durable-objects/delivery/notification.ts";

/** A queue that holds messages until a test delivers, drops, duplicates or reorders them. */
export interface LocalQueue {
  readonly send: (notifications: readonly Notification[]) => Promise<void>;
  /** Messages sent and not yet taken. */
  waiting: Notification[];
  /** Sending fails. */
  broken: boolean;
  /** Takes all waiting messages. */
  take(): Notification[];
}

export function createQueue(): LocalQueue {
  const queue: LocalQueue = {
    waiting: [],
    broken: false,
    async send(notifications) {
      if (queue.broken) throw new Error("the queue is not there");
      // Only plain data crosses a queue.
      queue.waiting.push(...structuredClone([...notifications]));
    },
    take() {
      const taken = queue.waiting;
      queue.waiting = [];
      return taken;
    },
  };
  return queue;
}

/** The outcome of one message in a batch. */
export interface Settled {
  readonly body: unknown;
  outcome: "acked" | "retried" | "unsettled";
  /** After how long it comes again. */
  delaySeconds?: number | undefined;
}

/** A batch as the consumer receives it, and the outcome of each message. */
export function batchOf(bodies: readonly unknown[], attempts = 1) {
  const settled = bodies.map((body): Settled => ({ body, outcome: "unsettled" }));
  const settle = (one: Settled, outcome: Settled["outcome"]) => {
    if (one.outcome === "unsettled") one.outcome = outcome;
  };
  const messages = settled.map((one, index) => ({
    id: `message-${index}`,
    timestamp: new Date(0),
    body: one.body,
    attempts,
    ack: () => settle(one, "acked"),
    retry(options?: QueueRetryOptions) {
      settle(one, "retried");
      one.delaySeconds = options?.delaySeconds;
    },
  }));
  const all = (outcome: Settled["outcome"]) => () => {
    for (const one of settled) settle(one, outcome);
  };
  const batch: MessageBatch = {
    queue: "rustok-events",
    messages,
    metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } },
    ackAll: all("acked"),
    retryAll: all("retried"),
  };
  return { batch, settled };
}
