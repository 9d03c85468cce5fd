/** Does one work at a time, each in its turn. */
export interface Turns {
  /** Does a work once the one before has ended. Tells it whether it has waited. Throws if its turn does not come. */
  take<Value>(work: (hasWaited: boolean) => Promise<Value>): Promise<Value>;
}

/**
 * A work that does not end in time loses its turn: that of a request that was cancelled never ends. All others wait anew for the one
 * that comes next, so that they don't begin together.
 */
export function createTurns({ workMs, mostWaits }: { workMs: number; mostWaits: number }): Turns {
  let current: Promise<void> | null = null;
  return {
    async take(work) {
      let waits = 0;
      for (; current !== null; waits += 1) {
        if (waits === mostWaits) throw new Error("too many images are being made");
        const seen: Promise<void> = current;
        const hasEnded = await endsWithin(seen, workMs);
        if (!hasEnded && current === seen) current = null;
      }
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      current = ended;
      try {
        return await work(waits > 0);
      } finally {
        if (current === ended) current = null;
        end();
      }
    },
  };
}

/** The time is that of who waits: the timers of a cancelled request have ended with it. */
async function endsWithin(work: Promise<void>, ms: number): Promise<boolean> {
  let timeout: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timeout = setTimeout(() => resolve(false), ms);
  });
  const hasEnded = await Promise.race([work.then(() => true as const), late]);
  clearTimeout(timeout);
  return hasEnded;
}
