import type { Timer } from "../../../../src/projection/reactions/outside.ts";
import type { Process } from "../process.ts";

interface Running {
  readonly process: Process;
  at: number;
  readonly end: () => void;
}

export type Timers = ReturnType<typeof createTimers>;

/** Timeouts on the world's clock. They fire when the scheduler advances time. */
export function createTimers(now: () => number) {
  let running: Running[] = [];
  let stopped = false;
  return {
    start(process: Process, ms: number): Timer {
      const { promise, resolve } = Promise.withResolvers<void>();
      const controller = new AbortController();
      const one: Running = {
        process,
        at: now() + ms,
        end() {
          controller.abort();
          resolve();
        },
      };
      running.push(one);
      return {
        signal: controller.signal,
        over: promise,
        stop() {
          running = running.filter((other) => other !== one);
        },
      };
    },
    /** Fires the timers that are due. */
    endDue(): void {
      const due = running.filter(({ at }) => at <= now());
      running = running.filter(({ at }) => at > now());
      for (const { process, end } of due) if (process.alive) end();
    },
    /** The clock jumps, but a time limit is as long as before. */
    shift(byMs: number): void {
      for (const one of running) one.at += byMs;
    },
    forget(process: Process): void {
      running = running.filter((one) => one.process !== process);
    },
    /** When the next timer fires, or infinity for never. */
    nextAt: () => (stopped ? Number.POSITIVE_INFINITY : Math.min(...running.map(({ at }) => at))),
    /** Stops all timers. A call to the outside then waits forever. */
    stopAll(): void {
      stopped = true;
    },
    goOn(): void {
      stopped = false;
    },
    areStopped: () => stopped,
  };
}
