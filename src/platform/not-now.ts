/** What D1, the objects and the network say when they may well answer a moment later. */
const passing =
  /overloaded|too many requests queued|exceeded its (?:cpu|memory)|network connection lost|connection (?:was )?(?:closed|reset|refused)|reset because|storage (?:operation )?(?:exceeded timeout|caused object to be reset)|timed? ?out|internal error|no longer active|database is locked|is unavailable|starting up|fetch failed/i;

interface PlatformError extends Error {
  /** Set by the platform on what a call to an object throws. */
  readonly overloaded?: boolean;
  readonly retryable?: boolean;
}

/** Whether a failure says "not now" rather than "never". A write that fails so may or may not have happened. */
export function isNotNow(error: unknown): boolean {
  if (!(error instanceof Error)) return passing.test(String(error));
  const { overloaded, retryable, name, message }: PlatformError = error;
  return overloaded === true || retryable === true || name === "TimeoutError" || passing.test(message);
}

/** Whether a call to an object is worth repeating at once. One that is overloaded would only be more so. */
export function isWorthRepeating(error: unknown): boolean {
  return isNotNow(error) && !(error instanceof Error && "overloaded" in error && error.overloaded === true);
}
