import {
  type Bucket,
  giveBack,
  type Policy,
  peek,
  type Quota,
  take,
} from "../../kernel/rate-limit/token-bucket.ts";
import { type Policies, type PolicyName, readPolicies } from "./policies.ts";

/** The most buckets in an isolate's memory. The one that was unused the longest is removed first. */
const maxBuckets = 20_000;

/** What a caller has left of a policy. */
export type Limited = Quota & { readonly policy: Policy };

/** Counts the requests of each caller in this isolate. */
export interface RateLimiter {
  /** Takes a token from a caller's bucket. Returns null if rate limits are off. */
  take(name: PolicyName, caller: string, now: number): Limited | null;
  /** What a caller has left, without taking any. Returns null if rate limits are off. */
  peek(name: PolicyName, caller: string, now: number): Limited | null;
  /** Gives a token back. */
  giveBack(name: PolicyName, caller: string, now: number): void;
}

/** Creates a limiter with empty memory. */
export function createRateLimiter(policies: Policies, capacity = maxBuckets): RateLimiter {
  const buckets = new Map<string, Bucket>();
  const store = (key: string, bucket: Bucket) => {
    buckets.delete(key);
    const oldest = buckets.keys().next();
    if (buckets.size >= capacity && !oldest.done) buckets.delete(oldest.value);
    buckets.set(key, bucket);
  };
  return {
    take(name, caller, now) {
      if (policies === null) return null;
      const key = `${name} ${caller}`;
      const taken = take(policies[name], buckets.get(key), now);
      store(key, taken.bucket);
      return { ...taken.quota, policy: policies[name] };
    },
    peek(name, caller, now) {
      if (policies === null) return null;
      return { ...peek(policies[name], buckets.get(`${name} ${caller}`), now), policy: policies[name] };
    },
    giveBack(name, caller, now) {
      const key = `${name} ${caller}`;
      const bucket = buckets.get(key);
      if (policies !== null && bucket !== undefined) store(key, giveBack(policies[name], bucket, now));
    },
  };
}

let current: { readonly setting: string; readonly limiter: RateLimiter } | null = null;

/** The limiter of this isolate. */
export function isolateLimiter({ RATE_LIMITS }: Pick<Env, "RATE_LIMITS">): RateLimiter {
  // A binding's type is its value in wrangler.toml. Each environment sets its own.
  const setting: string = RATE_LIMITS ?? "";
  if (current?.setting !== setting) current = { setting, limiter: createRateLimiter(readPolicies(setting)) };
  return current.limiter;
}
