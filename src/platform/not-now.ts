import { isStorageFull } from "../kernel/storage/full.ts";

/** Error messages of D1, Durable Objects and the network for failures that a retry may fix. */
const transientFailure =
  /overloaded|too many requests queued|exceeded its (?:cpu|memory)|network connection lost|connection (?:was )?(?:closed|reset|refused)|reset because|storage (?:operation )?(?:exceeded timeout|caused object to be reset)|timed? ?out|internal error|no longer active|database is locked|is unavailable|starting up|fetch failed/i;

interface PlatformError extends Error {
  /** Set by Cloudflare on errors from Durable Object calls. */
  readonly overloaded?: boolean;
  readonly retryable?: boolean;
}

/** Whether a failure is transient, also a full disk: someone makes room, and the same write succeeds. A write that fails like this may or may not have been applied. */
export function isNotNow(error: unknown): boolean {
  if (isStorageFull(error)) return true;
  if (!(error instanceof Error)) return transientFailure.test(String(error));
  const { overloaded, retryable, name, message }: PlatformError = error;
  return (
    overloaded === true || retryable === true || name === "TimeoutError" || transientFailure.test(message)
  );
}

/**
 * Whether to repeat an object call immediately. Not if the object is overloaded, as that adds to its load, nor if the
 * disk is full.
 */
export function isWorthRepeating(error: unknown): boolean {
  if (isStorageFull(error)) return false;
  return isNotNow(error) && !(error instanceof Error && "overloaded" in error && error.overloaded === true);
}
