import { isWithin } from "../../kernel/clock.ts";
import type { ReadModel } from "../../kernel/storage/storage.ts";
import type { Random } from "../../kernel/values/id.ts";
import { failureKind, ReadModelUnavailable } from "./failures.ts";

/**
 * A circuit breaker: keeps a consumer from overloading a database that is down. `closed`: calls go through.
 * `open`: calls fail immediately. `half-open`: one call may try.
 */
export interface Breaker {
  readonly state: () => "closed" | "open" | "half-open";
  /** How long to wait before the next call. 0 if it may go through now. */
  readonly waitMs: () => number;
  readonly succeeded: () => void;
  readonly failed: () => void;
}

const failuresToOpen = 3;
const firstPauseMs = 1_000;
const longestPauseMs = 15_000;
/** With jitter. */
const longestWaitMs = 1.25 * longestPauseMs;

export function createBreaker(now: () => number, random: Random): Breaker {
  let failures = 0;
  let openings = 0;
  let openUntil = 0;
  let isTrying = false;
  const state = () => {
    if (failures < failuresToOpen) return "closed";
    return isWithin(openUntil, now(), longestWaitMs) ? "open" : "half-open";
  };
  return {
    state,
    waitMs() {
      switch (state()) {
        case "closed":
          return 0;
        case "open":
          return openUntil - now();
        case "half-open":
          // This call is the trial. Others wait a limited time for it, because it may never return.
          openUntil = now() + firstPauseMs;
          isTrying = true;
          return 0;
      }
    },
    succeeded() {
      failures = 0;
      openings = 0;
      isTrying = false;
    },
    failed() {
      failures += 1;
      if (failures < failuresToOpen) return;
      // Calls that were under way when it opened say nothing new.
      if (state() === "open" && !isTrying) return;
      isTrying = false;
      const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** openings);
      openings += 1;
      openUntil = now() + Math.round(pause * (0.75 + 0.5 * random()));
    },
  };
}

/**
 * Wraps a read model with a breaker. A batch that the database rejects counts as a success: the database is
 * up.
 */
export function behindBreaker(readModel: ReadModel, breaker: Breaker): ReadModel {
  const guarded = async <Value>(call: () => Promise<Value>): Promise<Value> => {
    const wait = breaker.waitMs();
    if (wait > 0) throw new ReadModelUnavailable(wait);
    try {
      const value = await call();
      breaker.succeeded();
      return value;
    } catch (error) {
      if (failureKind(error) === "permanent") breaker.succeeded();
      else breaker.failed();
      throw error;
    }
  };
  return {
    all: (statement) => guarded(() => readModel.all(statement)),
    batch: (statements) => guarded(() => readModel.batch(statements)),
  };
}
