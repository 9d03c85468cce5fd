/*
 * A clock can have been ahead and come back. Instants that were stored or remembered meanwhile are then far in the future,
 * and whatever waits for them would stand still for as long as the jump was.
 */

/**
 * Whether an instant up to which something waits is still ahead, and within the longest wait that is ever set. An instant
 * beyond that is of another clock, and nothing waits for it.
 */
export function isWithin(until: number | undefined, now: number, longestMs: number): boolean {
  return until !== undefined && until > now && until - now <= longestMs;
}

/**
 * When something that has waited since `since` may go on. If `since` is in the future, it is of another clock, and
 * nothing waits for it.
 */
export function waitUntil(since: number, intervalMs: number, now: number): number {
  return since > now ? now : since + intervalMs;
}
