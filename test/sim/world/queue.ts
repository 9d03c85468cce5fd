/** A message on its way to a consumer. */
export interface QueuedMessage {
  readonly id: number;
  readonly body: unknown;
  attempts: number;
  /** Before this instant nobody sees it. */
  visibleAt: number;
}

export type Queue = ReturnType<typeof createQueue>;

/** How long a message that a dead consumer had taken stays away. */
const redeliveredAfterMs = 5_000;
/** As in `wrangler.toml`: after so many deliveries a message is given up. */
const mostDeliveries = 100;

/** A queue that delivers at least once, in no order, or, where the scheduler is unkind, not at all. */
export function createQueue(now: () => number) {
  const waiting: QueuedMessage[] = [];
  let sent = 0;
  const put = (body: unknown, attempts: number, visibleAt: number) => {
    if (attempts > mostDeliveries) return;
    sent += 1;
    waiting.push({ id: sent, body, attempts, visibleAt });
  };

  return {
    waiting,
    send: (bodies: readonly unknown[]): void => {
      // What crosses a queue is plain data.
      for (const body of bodies) put(structuredClone(body), 1, now());
    },
    visible: (): readonly QueuedMessage[] => waiting.filter(({ visibleAt }) => visibleAt <= now()),
    take(message: QueuedMessage): QueuedMessage {
      waiting.splice(waiting.indexOf(message), 1);
      return message;
    },
    double: (message: QueuedMessage): void => put(message.body, message.attempts, message.visibleAt),
    /** It comes again: its consumer asked for that, or died. */
    comeAgain: (message: QueuedMessage, delayMs = redeliveredAfterMs): void =>
      put(message.body, message.attempts + 1, now() + delayMs),
  };
}
