import { and, asc, desc, eq, inArray, lte, ne, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { cartLimits } from "./schema.ts";
import { cartCallers, cartCount, carts } from "./tables.ts";

/** Shoppers with no more carts than this keep them while others have more. */
const fewCarts = 10;

/**
 * Counts a new cart. Beyond the shopper's own limit, removes the shopper's cart that expires first; beyond the tenant's,
 * one of the shopper who has the most. Never the new one.
 */
export function makeRoom(
  database: TenantDatabase,
  { id, caller }: { readonly id: string; readonly caller: string | null },
): void {
  const firstOf = (whose: SQL | undefined) =>
    database
      .select({ id: carts.id })
      .from(carts)
      .where(and(whose, ne(carts.id, id)))
      .orderBy(asc(carts.expiresAt))
      .limit(1);
  const own = caller === null ? 0 : countOf(database, caller, 1);
  if (caller !== null && own > cartLimits.callerCarts.value)
    removeCarts(database, firstOf(eq(carts.caller, caller)));
  if (countCarts(database, 1) <= cartLimits.carts.value) return;
  const most = callerWithMost(database);
  removeCarts(database, firstOf(most === null ? undefined : eq(carts.caller, most)));
}

/** Removes the carts that a query returns. */
export function removeCarts(
  database: TenantDatabase,
  found: SQLWrapper & { readonly _: { readonly result: readonly { readonly id: string }[] } },
): void {
  const gone = database
    .delete(carts)
    .where(inArray(carts.id, found))
    .returning({ caller: carts.caller })
    .all();
  countCarts(database, -gone.length);
  for (const [caller, of] of Map.groupBy(gone, (cart) => cart.caller))
    if (caller !== null) countOf(database, caller, -of.length);
}

/** Null if nobody has many. */
function callerWithMost(database: TenantDatabase): string | null {
  const row = database.select().from(cartCallers).orderBy(desc(cartCallers.carts)).limit(1).get();
  return row === undefined || row.carts <= fewCarts ? null : row.caller;
}

function countCarts(database: TenantDatabase, more: number): number {
  const row = database
    .update(cartCount)
    .set({ carts: sql`${cartCount.carts} + ${more}` })
    .returning()
    .get();
  return row?.carts ?? 0;
}

/** Changes the number of a caller's carts. The row goes with the last one. */
function countOf(database: TenantDatabase, caller: string, more: number): number {
  const { carts: count } = database
    .insert(cartCallers)
    .values({ caller, carts: more })
    .onConflictDoUpdate({ target: cartCallers.caller, set: { carts: sql`${cartCallers.carts} + ${more}` } })
    .returning()
    .get();
  if (count <= 0)
    database
      .delete(cartCallers)
      .where(and(eq(cartCallers.caller, caller), lte(cartCallers.carts, 0)))
      .run();
  return count;
}
