import { asc, inArray, lte, sql } from "drizzle-orm";
import { type Refusal, refusal } from "../../src/kernel/api/problem.ts";
import { isWithin } from "../../src/kernel/clock.ts";
import { defineLimits } from "../../src/kernel/limit.ts";
import { prepared } from "../../src/kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { shopperWrites } from "../storage/tables.ts";

const MiB = 1024 * 1024;
const tenantBytes = 64 * MiB;

/** What is stored for each byte that counts: copies, indexes, stock movements, audit entries, and the end of an order. */
export const storedPerByte = { object: 3, readModel: 2.75 } as const;

export const shopperLimits = defineLimits({
  callerBytes: {
    value: 10 * MiB,
    unit: "bytes",
    per: "caller",
    what: "What a shopper writes in an hour: events, carts and stored answers",
    beyond: "429 `rate-limited`",
  },
  tenantBytes: {
    value: tenantBytes,
    unit: "bytes",
    per: "tenant",
    what: "What all shoppers write in an hour: events, carts and stored answers",
    beyond: "429 `rate-limited`",
  },
  objectGrowth: {
    value: storedPerByte.object * tenantBytes,
    unit: "bytes",
    per: "tenant",
    what: "Growth of the tenant's object in an hour through shoppers, events included",
    beyond: "Follows from what they may write",
  },
  readModelGrowth: {
    value: storedPerByte.readModel * tenantBytes,
    unit: "bytes",
    per: "tenant",
    what: "Growth of the read model in an hour through a tenant's shoppers",
    beyond: "Follows from what they may write",
  },
});

/** Bytes per hour. Null: unlimited. */
export type ShopperBudget = Readonly<Record<"callerBytes" | "tenantBytes", number>> | null;

export const defaultBudget: ShopperBudget = {
  callerBytes: shopperLimits.callerBytes.value,
  tenantBytes: shopperLimits.tenantBytes.value,
};

/** Refuses a shopper who has used up the own budget or that of all. A request may exceed it, but not the next one. */
export function checkBudget(
  database: TenantDatabase,
  budget: ShopperBudget,
  caller: string | null,
  now: number,
): Refusal | null {
  if (caller === null || budget === null) return null;
  const used = usedBy(database, budget, caller, now);
  const seconds = Math.max(
    secondsUntilRoom(used.caller, budget.callerBytes),
    secondsUntilRoom(used.everybody, budget.tenantBytes),
  );
  if (seconds === 0) return null;
  const detail = `Too much was written within an hour. Repeat in ${seconds} s.`;
  return { ...refusal("rate-limited", detail), retryAfter: seconds };
}

/** Counts what a shopper has written. Returns when the count can be forgotten, or null if nothing was counted. */
export function spend(
  database: TenantDatabase,
  budget: ShopperBudget,
  caller: string | null,
  bytes: number,
  now: number,
): number | null {
  if (caller === null || budget === null || bytes <= 0) return null;
  const used = usedBy(database, budget, caller, now);
  write(database).run({ caller, own: used.caller + bytes, all: used.everybody + bytes, at: now });
  return now + hourMs;
}

/** Removes old counts, a bounded number at a time. Returns when the next one is old, or null. */
export function forgetSpent(database: TenantDatabase, now: number): number | null {
  const old = database
    .select({ caller: shopperWrites.caller })
    .from(shopperWrites)
    .where(lte(shopperWrites.at, now - forgottenAfterMs))
    .limit(forgottenAtOnce);
  database.delete(shopperWrites).where(inArray(shopperWrites.caller, old)).run();
  const next = database.select().from(shopperWrites).orderBy(asc(shopperWrites.at)).limit(1).get();
  return next === undefined ? null : next.at + forgottenAfterMs;
}

const hourMs = 60 * 60 * 1000;
/** One request may exceed the budget, so a count can be above it. */
const forgottenAfterMs = 2 * hourMs;
const forgottenAtOnce = 500;
/** Stands for all shoppers together. */
const everybody = "";

function secondsUntilRoom(used: number, quota: number): number {
  const excess = used - quota;
  return excess < 0 ? 0 : Math.max(1, Math.ceil((excess / quota) * (hourMs / 1000)));
}

/** What is still counted for a shopper, and for all. */
function usedBy(database: TenantDatabase, budget: NonNullable<ShopperBudget>, caller: string, now: number) {
  const rows = countsOf(database).all({ caller });
  const rowOf = (who: string) => rows.find((row) => row.caller === who);
  return {
    caller: stillCounted(rowOf(caller), budget.callerBytes, now),
    everybody: stillCounted(rowOf(everybody), budget.tenantBytes, now),
  };
}

/** The whole quota is given back within an hour. */
function stillCounted(
  row: typeof shopperWrites.$inferSelect | undefined,
  quota: number,
  now: number,
): number {
  if (row === undefined) return 0;
  // The clock may step back. What a clock that was far ahead has counted says nothing about this hour.
  if (row.at > now && !isWithin(row.at, now, hourMs)) return 0;
  const elapsed = Math.max(0, now - row.at);
  return Math.max(0, Math.round(row.bytes - (elapsed * quota) / hourMs));
}

const countsOf = prepared((database) =>
  database
    .select()
    .from(shopperWrites)
    .where(inArray(shopperWrites.caller, [sql.placeholder("caller"), everybody]))
    .prepare(),
);
const write = prepared((database) =>
  database
    .insert(shopperWrites)
    .values([
      { caller: sql.placeholder("caller"), bytes: sql.placeholder("own"), at: sql.placeholder("at") },
      { caller: everybody, bytes: sql.placeholder("all"), at: sql.placeholder("at") },
    ])
    .onConflictDoUpdate({
      target: shopperWrites.caller,
      set: { bytes: sql`excluded.bytes`, at: sql`excluded.at` },
    })
    .prepare(),
);
