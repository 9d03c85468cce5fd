import { type Actor, anonymous } from "../../src/kernel/access/actor.ts";
import { isWithin } from "../../src/kernel/clock.ts";
import type { RefusalCount } from "../../src/kernel/delivery/audit.ts";
import { createRefusalCounter, type RefusalCounter, type RefusedAttempt } from "./refusal-counter.ts";
import { type Allowance, allowances, countIntervalMs, mostOwnBuckets } from "./refusal-limits.ts";

/** Refusals that were counted instead of written. */
export interface CountedRefusals {
  readonly actor: Actor;
  readonly counted: RefusalCount;
  /** Of the first of them. */
  readonly correlationId: string;
}

/** Decides which refusals the audit log writes one by one, and counts the others. */
export interface RefusalBudget {
  /** Takes one refusal, to be written or counted. `count-begun`: it is the first of a new count. */
  admit(attempt: RefusedAttempt): "write" | "count-begun" | "counted";
  /** Returns and forgets the counts whose interval is over. */
  takeDue(): readonly CountedRefusals[];
  /** When the interval of the oldest count is over. Null if nothing is counted. */
  nextDue(): number | null;
}

/**
 * Every identified actor has a bucket, and all anonymous callers share one, so a flood never hides the refusals of
 * another actor. Refusals of an empty bucket are counted, and each count becomes one entry.
 */
export function createRefusalBudget(now: () => number): RefusalBudget {
  const groups = [
    createGroup({ kind: "system" }, allowances.identified),
    createGroup(anonymous, allowances.anonymous),
  ] as const;
  const counting = () =>
    groups.flatMap(({ buckets }) =>
      [...buckets].flatMap((bucket) => (bucket.counter === null ? [] : [bucket])),
    );
  return {
    admit(attempt) {
      const [staff, customers] = groups;
      const group = attempt.actor.kind === "customer" ? customers : staff;
      const bucket = group.bucketOf(attempt.actor, now());
      if (takeToken(bucket, now())) return "write";
      const begun = bucket.counter === null;
      bucket.counter ??= createRefusalCounter(now(), attempt.correlationId);
      bucket.counter.add(attempt);
      return begun ? "count-begun" : "counted";
    },
    takeDue() {
      return counting().flatMap((bucket) => {
        const { actor, counter } = bucket;
        if (counter === null || isWithin(counter.since + countIntervalMs, now(), countIntervalMs)) return [];
        bucket.counter = null;
        return [{ actor, counted: counter.count(), correlationId: counter.correlationId }];
      });
    },
    nextDue() {
      const begun = counting().flatMap(({ counter }) => (counter === null ? [] : [counter.since]));
      return begun.length === 0 ? null : Math.min(...begun) + countIntervalMs;
    },
  };
}

interface Bucket {
  readonly actor: Actor;
  readonly allowance: Allowance;
  /** When everything taken from it has flowed back, in milliseconds since 1970. */
  usedUntil: number;
  counter: RefusalCounter | null;
}

/**
 * The buckets of one group of actors. Their number is bounded, because refusals cost the caller nothing: beyond it,
 * actors without a bucket use the shared one. Only a bucket in the state of a new one is given to another actor.
 */
function createGroup(sharedBy: Actor, shared: Allowance) {
  const common = createBucket(sharedBy, shared);
  const own = new Map<string, Bucket>();
  return {
    get buckets(): Iterable<Bucket> {
      return [common, ...own.values()];
    },
    bucketOf(actor: Actor, at: number): Bucket {
      if (actor.id === undefined) return common;
      const key = `${actor.kind}:${actor.id}`;
      const existing = own.get(key);
      if (existing !== undefined) return existing;
      if (own.size >= mostOwnBuckets) {
        const [unused] = [...own].find(([, bucket]) => isUnused(bucket, at)) ?? [];
        if (unused === undefined) return common;
        own.delete(unused);
      }
      const created = createBucket(actor, allowances.identified);
      own.set(key, created);
      return created;
    },
  };
}

function createBucket(actor: Actor, allowance: Allowance): Bucket {
  return { actor, allowance, usedUntil: 0, counter: null };
}

function takeToken(bucket: Bucket, at: number): boolean {
  const { burst, everyMs } = bucket.allowance;
  const usedUntil = isInUse(bucket, at) ? bucket.usedUntil : at;
  if (usedUntil - at > (burst - 1) * everyMs) return false;
  bucket.usedUntil = usedUntil + everyMs;
  return true;
}

/** Whether anything taken has not flowed back. At most the whole allowance has not. */
function isInUse({ usedUntil, allowance: { burst, everyMs } }: Bucket, at: number): boolean {
  return isWithin(usedUntil, at, burst * everyMs);
}

function isUnused(bucket: Bucket, at: number): boolean {
  return bucket.counter === null && !isInUse(bucket, at);
}
