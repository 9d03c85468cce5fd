import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { type Refusal, refusal } from "../../src/kernel/api/problem.ts";
import { isWithin } from "../../src/kernel/clock.ts";
import { type Bucket, giveBack, type Policy, take } from "../../src/kernel/rate-limit/token-bucket.ts";
import type { TokenPolicy, TokenRequest } from "../../src/kernel/rate-limit/token-policy.ts";
import { prepared } from "../../src/kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { readObject } from "../storage/object-row.ts";
import { tokenBuckets } from "../storage/tables.ts";

/** Whether a token was taken, and if not, in how many seconds there is one. */
export type Taken =
  | { readonly allowed: true; readonly fullAt: number }
  | { readonly allowed: false; readonly retryAfter: number };

/** Takes a token. If there is none, nothing is written. */
export function takeToken(database: TenantDatabase, policy: TokenPolicy, key: string, now: number): Taken {
  const hash = hashOf(database, policy, key);
  const { bucket, quota } = take(policy, bucketOf(database, policy, hash, now), now);
  if (!quota.allowed) return { allowed: false, retryAfter: quota.retryAfter };
  const fullAt = fullAtOf(policy, bucket);
  write(database).run({ name: policy.name, key: hash, ...bucket, fullAt });
  return { allowed: true, fullAt };
}

/** Gives a token back. A bucket that isn't there is full. */
export function returnToken(database: TenantDatabase, { policy, key }: TokenRequest, now: number): void {
  const hash = hashOf(database, policy, key);
  const bucket = bucketOf(database, policy, hash, now);
  if (bucket === undefined) return;
  const fuller = giveBack(policy, bucket, now);
  write(database).run({ name: policy.name, key: hash, ...fuller, fullAt: fullAtOf(policy, fuller) });
}

/**
 * Takes the tokens that a command asks for, one after the other, up to the first that isn't there. Tokens that were taken
 * before it stay taken. Returns when the last of the buckets is full again, or null if none was touched.
 */
export function takeTokens(
  database: TenantDatabase,
  requests: readonly TokenRequest[],
  now: number,
): { readonly refusal: Refusal | null; readonly fullAt: number | null } {
  let fullAt: number | null = null;
  for (const { policy, key } of requests) {
    const taken = takeToken(database, policy, key, now);
    if (!taken.allowed) return { refusal: tooMany(taken.retryAfter), fullAt };
    fullAt = Math.max(taken.fullAt, fullAt ?? 0);
  }
  return { refusal: null, fullAt };
}

function tooMany(retryAfter: number): Refusal {
  return { ...refusal("rate-limited", `Repeat in ${retryAfter} s.`), retryAfter };
}

/** Hashed with the tenant, so that neither addresses nor accounts can be read from the table. */
function hashOf(database: TenantDatabase, { name }: TokenPolicy, key: string): string {
  const { tenantId } = readObject(database);
  return createHash("sha256").update(`${tenantId} ${name} ${key}`).digest("base64url").slice(0, 22);
}

function bucketOf(
  database: TenantDatabase,
  { name, window }: TokenPolicy,
  key: string,
  now: number,
): Bucket | undefined {
  const row = rowOf(database).get({ name, key });
  // A bucket of a clock that was far ahead would not refill for as long as the clock was.
  return row !== undefined && row.at > now && !isWithin(row.at, now, window * 1_000) ? undefined : row;
}

function fullAtOf({ quota, window }: Policy, { tokens, at }: Bucket): number {
  return at + Math.ceil(((quota - tokens) * window * 1_000) / quota);
}

const rowOf = prepared((database) =>
  database
    .select({ tokens: tokenBuckets.tokens, at: tokenBuckets.at })
    .from(tokenBuckets)
    .where(and(eq(tokenBuckets.name, sql.placeholder("name")), eq(tokenBuckets.key, sql.placeholder("key"))))
    .prepare(),
);

const write = prepared((database) =>
  database
    .insert(tokenBuckets)
    .values({
      name: sql.placeholder("name"),
      key: sql.placeholder("key"),
      tokens: sql.placeholder("tokens"),
      at: sql.placeholder("at"),
      fullAt: sql.placeholder("fullAt"),
    })
    .onConflictDoUpdate({
      target: [tokenBuckets.name, tokenBuckets.key],
      set: { tokens: sql`excluded.tokens`, at: sql`excluded.at`, fullAt: sql`excluded.full_at` },
    })
    .prepare(),
);
