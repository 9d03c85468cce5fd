import type { Random } from "../values/id.ts";

/** When a reaction tries an event again after a failed attempt, and what becomes of the event if none succeeds. */
export interface RetryPlan {
  /** The pause after each failed attempt, in milliseconds. An attempt that fails after the last pause is the last one. */
  readonly pausesMs: readonly number[];
  /** The longest pause that the outside can ask for, in milliseconds. */
  readonly longestAskedMs: number;
  /** An event that has failed for good becomes a dead letter, or is done with. Either way its key goes on. */
  readonly afterwards: "dead-letter" | "nothing";
}

/** Pauses are up to this part longer, so that events that failed together do not come together again. */
const jitter = 0.2;

/** How long an event waits after its failed attempt of this number: the later of the plan and what the outside asks for. */
export function plannedPause(
  { pausesMs, longestAskedMs }: RetryPlan,
  attempt: number,
  random: Random,
  askedMs = 0,
): number {
  const pause = pausesMs[attempt - 1] ?? pausesMs.at(-1) ?? 0;
  const asked = Math.min(longestAskedMs, Math.max(0, askedMs));
  return Math.max(Math.round(pause * (1 + jitter * random())), asked);
}

/** Whether the failed attempt of this number is the last one. */
export function isLastAttempt({ pausesMs }: RetryPlan, attempt: number): boolean {
  return attempt > pausesMs.length;
}

/** The longest pause of a plan, in milliseconds. */
export function longestPlannedPause({ pausesMs, longestAskedMs }: RetryPlan): number {
  return Math.max(longestAskedMs, Math.ceil(Math.max(0, ...pausesMs) * (1 + jitter)));
}
