/** Readers waiting for the read model to reach a seq. Bounded, each with a deadline. */
export interface Waiters {
  wait(seq: number, withinMs: number): Promise<boolean>;
  reached(seq: number): void;
}

const mostWaiters = 256;

export function createWaiters(now: () => number): Waiters {
  const waiting = new Set<{ readonly seq: number; readonly settle: (reached: boolean) => void }>();
  return {
    wait(seq, withinMs) {
      if (waiting.size >= mostWaiters) return Promise.resolve(false);
      const deadline = now() + withinMs;
      return new Promise((resolve) => {
        const timer = setTimeout(() => waiter.settle(false), deadline - now());
        const waiter = {
          seq,
          settle(reached: boolean) {
            clearTimeout(timer);
            waiting.delete(waiter);
            resolve(reached);
          },
        };
        waiting.add(waiter);
      });
    },
    reached(seq) {
      for (const waiter of [...waiting]) if (waiter.seq <= seq) waiter.settle(true);
    },
  };
}
