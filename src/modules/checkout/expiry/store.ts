import { and, asc, isNull, lte, sql } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { removeCarts } from "../cart/room.ts";
import { carts } from "../cart/tables.ts";

/** Carts due to be abandoned, oldest first. */
export function untouchedCarts(database: TenantDatabase, now: number, limit: number): readonly string[] {
  return database
    .select({ id: carts.id })
    .from(carts)
    .where(lte(carts.abandonAt, now))
    .orderBy(asc(carts.abandonAt))
    .limit(limit)
    .all()
    .map(({ id }) => id);
}

/** Removes expired carts. A cart that is still to be abandoned stays until then. */
export function removeExpired(database: TenantDatabase, now: number, limit: number): void {
  const expired = database
    .select({ id: carts.id })
    .from(carts)
    .where(and(lte(carts.expiresAt, now), isNull(carts.abandonAt)))
    .orderBy(asc(carts.expiresAt))
    .limit(limit);
  removeCarts(database, expired);
}

/** When the next cart is to be abandoned or removed; null if there is none. */
export function nextDue(database: TenantDatabase): number | null {
  const [row] = database.all<{ due: number | null }>(sql`
    SELECT min(due) AS due FROM (
      SELECT min(abandon_at) AS due FROM carts WHERE abandon_at IS NOT NULL
      UNION ALL SELECT min(expires_at) FROM carts)`);
  return row?.due ?? null;
}
