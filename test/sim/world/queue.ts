/** A message on its way to a consumer. */
export interface QueuedMessage {
  readonly id: number;
  readonly body: unknown;
  attempts: number;
  /** The message is invisible before this instant. */
  visibleAt: number;
}

export type Queue = ReturnType<typeof createQueue>;

/** How long a message stays invisible after its consumer died. */
const redeliveredAfterMs = 5_000;
/** As in `wrangler.toml`: a message is dropped after this many deliveries. */
const mostDeliveries = 100;

/** A queue that delivers at least once, in any order. The scheduler may also drop messages. */
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
      // Messages are plain data.
      for (const body of bodies) put(structuredClone(body), 1, now());
    },
    visible: (): readonly QueuedMessage[] => waiting.filter(({ visibleAt }) => visibleAt <= now()),
    take(message: QueuedMessage): QueuedMessage {
      waiting.splice(waiting.indexOf(message), 1);
      return message;
    },
    double: (message: QueuedMessage): void => put(message.body, message.attempts, message.visibleAt),
    /** The clock jumps, but a message stays invisible for as long as before. */
    shift(byMs: number): void {
      for (const message of waiting) if (message.visibleAt > now()) message.visibleAt += byMs;
    },
    /** Redelivers the message, because its consumer retried it or died. */
    comeAgain: (message: QueuedMessage, delayMs = redeliveredAfterMs): void =>
      put(message.body, message.attempts + 1, now() + delayMs),
  };
}
