/*
 * A clock can have been ahead and come back. Instants that were stored or remembered meanwhile are then far in the future,
 * and whatever waits for them would stand still for as long as the jump was.
 */

/**
 * Whether an instant up to which something waits is still ahead, and within the longest wait that anyone would have set.
 * One beyond that was set by another clock.
 */
export function isWithin(until: number | undefined, now: number, longestMs: number): boolean {
  return until !== undefined && until > now && until - now <= longestMs;
}

/**
 * The instant at which something that waits since `since` may go on. If `since` is in the future, it was another clock's:
 * nothing waits for it.
 */
export function waitUntil(since: number, intervalMs: number, now: number): number {
  return since > now ? now : since + intervalMs;
}

/** An instant in the future, at most `longestMs` from now. */
export function atMost(until: number, now: number, longestMs: number): number {
  return Math.min(until, now + longestMs);
}
