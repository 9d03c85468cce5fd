import { and, asc, eq, inArray, isNotNull, isNull, lte, sql } from "drizzle-orm";
import { prepared } from "../../../kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Order } from "../schema.ts";
import {
  type ExpirySettings,
  expiryMsOf,
  isUnpaid,
  methodOf,
  paymentMethods,
  type UnitsHeld,
} from "./rules.ts";
import { unpaidOrders, unpaidUnits } from "./tables.ts";

/** After an event: an order is listed exactly while it is unpaid. What its caller holds is forgotten with it. */
export function followUnpaid(database: TenantDatabase, order: Order, occurredAt: string): void {
  const { id: orderId } = order;
  if (isUnpaid(order))
    listing(database).run({ orderId, method: methodOf(order), since: Date.parse(occurredAt) });
  else strike(database, orderId);
}

/** Removes an order from the list, and what its caller holds. */
export function strike(database: TenantDatabase, orderId: string): void {
  database.delete(unpaidOrders).where(eq(unpaidOrders.orderId, orderId)).run();
  database.delete(unpaidUnits).where(eq(unpaidUnits.orderId, orderId)).run();
}

/** Unpaid orders whose time is over, the longest overdue first. */
export function readDue(
  database: TenantDatabase,
  settings: ExpirySettings,
  now: number,
  limit: number,
): readonly string[] {
  return paymentMethods
    .flatMap((method) => {
      const expiryMs = expiryMsOf(settings, method);
      if (expiryMs === null) return [];
      const rows = dueOf(database).all({ method, until: now - expiryMs, limit });
      return rows.map(({ orderId, since }) => ({ orderId, at: (since ?? 0) + expiryMs }));
    })
    .toSorted((a, b) => a.at - b.at)
    .slice(0, limit)
    .map(({ orderId }) => orderId);
}

/** When the next unpaid order expires; null if none does. */
export function nextExpiry(database: TenantDatabase, settings: ExpirySettings): number | null {
  const dues = paymentMethods.flatMap((method) => {
    const expiryMs = expiryMsOf(settings, method);
    const since = expiryMs === null ? null : oldestOf(database).get({ method })?.since;
    return expiryMs === null || since === null || since === undefined ? [] : [since + expiryMs];
  });
  return dues.length === 0 ? null : Math.min(...dues);
}

/** When an order expires; null if it does not. */
export function expiryOf(database: TenantDatabase, settings: ExpirySettings, orderId: string): number | null {
  const row = rowOf(database).get({ orderId });
  const expiryMs = expiryMsOf(settings, row?.method ?? null);
  return row === undefined || row.since === null || expiryMs === null ? null : row.since + expiryMs;
}

/** Starts the time of orders that are older than the list. Returns whether more may be left. */
export function startTime(database: TenantDatabase, now: number, limit: number): boolean {
  return paymentMethods.some((method) => {
    const waiting = database
      .select({ orderId: unpaidOrders.orderId })
      .from(unpaidOrders)
      .where(and(eq(unpaidOrders.method, method), isNull(unpaidOrders.since)))
      .limit(limit);
    const started = database
      .update(unpaidOrders)
      .set({ since: now })
      .where(inArray(unpaidOrders.orderId, waiting))
      .returning({ orderId: unpaidOrders.orderId })
      .all();
    return started.length === limit;
  });
}

/** Stores what a shopper holds in a new order. */
export function writeUnits(database: TenantDatabase, held: UnitsHeld | null): void {
  if (held === null) return;
  const { orderId, caller, units } = held;
  unitInsert(database).run({ orderId, caller, units: JSON.stringify([...units]) });
}

/** What a caller holds of these variants in unpaid orders. */
export function readUnits(
  database: TenantDatabase,
  caller: string,
  variantIds: readonly string[],
): ReadonlyMap<string, number> {
  const rows = unitsHeld(database).all({ caller, variantIds: JSON.stringify(variantIds) });
  return new Map(rows.map(({ variantId, quantity }) => [variantId, quantity]));
}

const listing = prepared((database) =>
  database
    .insert(unpaidOrders)
    .values({
      orderId: sql.placeholder("orderId"),
      method: sql.placeholder("method"),
      since: sql.placeholder("since"),
    })
    .onConflictDoUpdate({ target: unpaidOrders.orderId, set: { method: sql`excluded.method` } })
    .prepare(),
);
const dueOf = prepared((database) =>
  database
    .select()
    .from(unpaidOrders)
    .where(
      and(
        eq(unpaidOrders.method, sql.placeholder("method")),
        lte(unpaidOrders.since, sql.placeholder("until")),
      ),
    )
    .orderBy(asc(unpaidOrders.since))
    .limit(sql.placeholder("limit"))
    .prepare(),
);
const oldestOf = prepared((database) =>
  database
    .select({ since: unpaidOrders.since })
    .from(unpaidOrders)
    .where(and(eq(unpaidOrders.method, sql.placeholder("method")), isNotNull(unpaidOrders.since)))
    .orderBy(asc(unpaidOrders.since))
    .limit(1)
    .prepare(),
);
const rowOf = prepared((database) =>
  database
    .select()
    .from(unpaidOrders)
    .where(eq(unpaidOrders.orderId, sql.placeholder("orderId")))
    .prepare(),
);
const unitInsert = prepared((database) =>
  database
    .insert(unpaidUnits)
    .select(
      sql`SELECT ${sql.placeholder("orderId")}, json_extract(value, '$[0]'), ${sql.placeholder("caller")},
        json_extract(value, '$[1]') FROM json_each(${sql.placeholder("units")})`,
    )
    .prepare(),
);
const unitsHeld = prepared((database) =>
  database
    .select({ variantId: unpaidUnits.variantId, quantity: sql<number>`sum(${unpaidUnits.quantity})` })
    .from(unpaidUnits)
    .where(
      and(
        eq(unpaidUnits.caller, sql.placeholder("caller")),
        sql`${unpaidUnits.variantId} IN (SELECT value FROM json_each(${sql.placeholder("variantIds")}))`,
      ),
    )
    .groupBy(unpaidUnits.variantId)
    .prepare(),
);
