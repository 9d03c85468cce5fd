/** How many requests a caller may make: `quota` at once, refilled evenly over `window` seconds. */
export interface Policy {
  readonly quota: number;
  readonly window: number;
}

/** A bucket at a point in time. It refills between two uses. */
export interface Bucket {
  readonly tokens: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What a caller has left, in terms of the RateLimit header. */
export interface Quota {
  readonly allowed: boolean;
  /** Whole requests left. */
  readonly remaining: number;
  /** Seconds until the next request is allowed; 0 if it is allowed now. */
  readonly retryAfter: number;
  /** Seconds until the whole quota is available. */
  readonly reset: number;
}

/** Takes one token. A caller without a bucket has the whole quota. */
export function take(
  policy: Policy,
  bucket: Bucket | undefined,
  now: number,
): { readonly bucket: Bucket; readonly quota: Quota } {
  const available = bucket === undefined ? policy.quota : refilled(policy, bucket, now);
  const allowed = available >= 1;
  const tokens = allowed ? available - 1 : available;
  return {
    bucket: { tokens, at: now },
    quota: {
      allowed,
      remaining: Math.floor(tokens),
      retryAfter: allowed ? 0 : secondsFor(policy, 1 - tokens),
      reset: secondsFor(policy, policy.quota - tokens),
    },
  };
}

/** What a caller has left, without taking a token. */
export function peek(policy: Policy, bucket: Bucket | undefined, now: number): Quota {
  const tokens = bucket === undefined ? policy.quota : refilled(policy, bucket, now);
  return {
    allowed: tokens >= 1,
    remaining: Math.floor(tokens),
    retryAfter: tokens >= 1 ? 0 : secondsFor(policy, 1 - tokens),
    reset: secondsFor(policy, policy.quota - tokens),
  };
}

/** Gives a token back. */
export function giveBack(policy: Policy, bucket: Bucket, now: number): Bucket {
  return { tokens: Math.min(policy.quota, refilled(policy, bucket, now) + 1), at: now };
}

function refilled({ quota, window }: Policy, { tokens, at }: Bucket, now: number): number {
  // The clock may step back.
  const elapsed = Math.max(0, now - at) / 1000;
  return Math.min(quota, tokens + (elapsed * quota) / window);
}

function secondsFor({ quota, window }: Policy, tokens: number): number {
  return Math.ceil((tokens * window) / quota);
}
