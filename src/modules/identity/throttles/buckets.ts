import { asc, eq, inArray, lte } from "drizzle-orm";
import { type Refusal, refusal } from "../../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { attemptLimits, attemptWindowMs } from "../limits.ts";
import { attemptBuckets } from "../tables.ts";

/** What attempts are counted for. */
export type Attempts = keyof typeof attemptLimits;

/** A token bucket: what is counted, and for whom. */
export interface Bucket {
  readonly attempts: Attempts;
  /** A hash, so that no table lists who was attacked. */
  readonly name: string;
}

/** The bucket of an e-mail address, an account or a network. */
export function bucketOf(
  { digest }: Pick<Context, "digest">,
  attempts: Attempts,
  ...whom: readonly string[]
): Bucket {
  return { attempts, name: digest([attempts, ...whom].join(" ")) };
}

/**
 * The buckets of the caller's network: none if the address is unknown, or if the caller is the shop's own server, which has
 * shown a key and speaks for many shoppers.
 */
export function networkBuckets(context: Context, attempts: Attempts): readonly Bucket[] {
  const { network, actor } = context;
  if (network === null || actor.kind === "apiKey" || actor.kind === "system") return [];
  return [bucketOf(context, attempts, network)];
}

/** Refuses if one of the buckets is empty. */
export function refusalOf(database: TenantDatabase, buckets: readonly Bucket[], now: number): Refusal | null {
  const waits = buckets.map((bucket) => {
    const left = tokensOf(database, bucket, now);
    return left >= 1 ? 0 : Math.ceil(((1 - left) * windowOf(bucket)) / quotaOf(bucket) / 1000);
  });
  const retryAfter = Math.max(0, ...waits);
  if (retryAfter === 0) return null;
  return { ...refusal("rate-limited", `Too many attempts. Repeat in ${retryAfter} s.`), retryAfter };
}

/** Adds tokens to the buckets, or takes them. */
export function addTokens(
  database: TenantDatabase,
  buckets: readonly Bucket[],
  tokens: number,
  now: number,
): void {
  for (const bucket of buckets) {
    const quota = quotaOf(bucket);
    const left = Math.min(quota, Math.max(0, tokensOf(database, bucket, now) + tokens));
    const row = { tokens: left, at: now, fullAt: now + ((quota - left) / quota) * windowOf(bucket) };
    if (left === quota) database.delete(attemptBuckets).where(eq(attemptBuckets.name, bucket.name)).run();
    else
      database
        .insert(attemptBuckets)
        .values({ name: bucket.name, ...row, fullAt: Math.ceil(row.fullAt) })
        .onConflictDoUpdate({ target: attemptBuckets.name, set: { ...row, fullAt: Math.ceil(row.fullAt) } })
        .run();
  }
}

/** Removes buckets that are full again, a bounded number at a time. */
export function removeFullBuckets(database: TenantDatabase, now: number, atMost: number): void {
  const full = database
    .select({ name: attemptBuckets.name })
    .from(attemptBuckets)
    .where(lte(attemptBuckets.fullAt, now))
    .orderBy(asc(attemptBuckets.fullAt))
    .limit(atMost);
  database.delete(attemptBuckets).where(inArray(attemptBuckets.name, full)).run();
}

function tokensOf(database: TenantDatabase, bucket: Bucket, now: number): number {
  const row = database.select().from(attemptBuckets).where(eq(attemptBuckets.name, bucket.name)).get();
  const quota = quotaOf(bucket);
  // The clock may step back.
  const elapsed = row === undefined ? 0 : Math.max(0, now - row.at);
  return row === undefined ? quota : Math.min(quota, row.tokens + (elapsed * quota) / windowOf(bucket));
}

function quotaOf({ attempts }: Bucket): number {
  return attemptLimits[attempts].value;
}

function windowOf({ attempts }: Bucket): number {
  return attemptWindowMs[attempts];
}
