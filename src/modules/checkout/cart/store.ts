import { asc, eq, getTableColumns, inArray, type SQLWrapper, sql } from "drizzle-orm";
import tables from "../../../../migrations/tenant/0009_checkout.sql";
import token from "../../../../migrations/tenant/0016_cart_token.sql";
import { defineAggregate } from "../../../kernel/module.ts";
import { placeholdersOf, prepared } from "../../../kernel/storage/prepared.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { oncePerCommand } from "../../../kernel/write/once.ts";
import { cartAbandoned, cartCompleted, cartState } from "./events.ts";
import type { Cart } from "./schema.ts";
import { cartCount, carts } from "./tables.ts";

export const migrations: readonly Migration[] = [
  { name: "0009_checkout", sql: tables },
  { name: "0016_cart_token", sql: token },
];

const day = 24 * 60 * 60 * 1000;
const abandonedAfterMs = day;
const lifetimes = { empty: day, other: 30 * day } as const;

/** The most carts of a tenant. Beyond this, a new cart removes the one that expires first. */
export const maxCarts = 100_000;

/** Only the end of a cart's life is an event. Changes by a shopper are not. */
export const cartAggregate = defineAggregate(cartState, {
  apply(database, event) {
    const end = (values: Partial<typeof carts.$inferInsert>) =>
      database
        .update(carts)
        .set({ ...values, abandonAt: null, version: sql`${carts.version} + 1` })
        .where(eq(carts.id, event.aggregate.id))
        .run();
    switch (event.type) {
      case cartCompleted.type: {
        const { orderId } = cartCompleted.read(event);
        const expiresAt = Date.parse(event.occurredAt) + lifetimes.other;
        end({ status: "completed", orderId, expiresAt });
        return;
      }
      case cartAbandoned.type:
        end({ status: "abandoned" });
    }
  },
  state(database, id) {
    const row = database.select().from(carts).where(eq(carts.id, id)).get();
    if (row === undefined) return null;
    const { status, currency, locale, lines, orderId } = row;
    const items = lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
    return { id, status, currency, locale, items, orderId };
  },
});

/** The cart of a bearer token, read once per command; undefined if it does not exist or has expired. */
export const readCart = oncePerCommand(
  (database: TenantDatabase, { now }: Pick<Context, "now">, token: string): Cart | undefined => {
    const row = cartByToken(database).get({ token });
    if (row === undefined || row.expiresAt <= now) return undefined;
    const { abandonAt: _, expiresAt: __, ...cart } = row;
    return cart;
  },
);

/** When a cart that changes now is abandoned and when it expires. */
export function timesOf({ lines }: Pick<Cart, "lines">, now: number) {
  return lines.length === 0
    ? { abandonAt: null, expiresAt: now + lifetimes.empty }
    : { abandonAt: now + abandonedAfterMs, expiresAt: now + lifetimes.other };
}

/** Inserts a new cart. If there are too many carts, removes the one that expires first. */
export function insertCart(database: TenantDatabase, cart: Cart, now: number): void {
  writeCart(database, cart, now);
  if (countCarts(database, 1) <= maxCarts) return;
  removeCarts(database, database.select({ id: carts.id }).from(carts).orderBy(asc(carts.expiresAt)).limit(1));
}

/** Updates an existing cart. */
export function writeCart(database: TenantDatabase, cart: Cart, now: number): void {
  cartUpsert(database).run({ ...cart, ...timesOf(cart, now) });
}

/** Stores the prices that the shopper accepted. */
export function keepLines(database: TenantDatabase, { token, lines }: Cart): void {
  database.update(carts).set({ lines }).where(eq(carts.token, token)).run();
}

/** Removes the carts that a query returns. */
export function removeCarts(
  database: TenantDatabase,
  found: SQLWrapper & { readonly _: { readonly result: readonly { readonly id: string }[] } },
): void {
  const gone = database.delete(carts).where(inArray(carts.id, found)).returning({ id: carts.id }).all();
  countCarts(database, -gone.length);
}

function countCarts(database: TenantDatabase, more: number): number {
  const row = database
    .update(cartCount)
    .set({ carts: sql`${cartCount.carts} + ${more}` })
    .returning()
    .get();
  return row?.carts ?? 0;
}

const excluded = Object.fromEntries(
  Object.entries(getTableColumns(carts)).map(([field, { name }]) => [field, sql.raw(`excluded.${name}`)]),
);

const cartByToken = prepared((database) =>
  database
    .select()
    .from(carts)
    .where(eq(carts.token, sql.placeholder("token")))
    .prepare(),
);
const cartUpsert = prepared((database) =>
  database
    .insert(carts)
    .values(placeholdersOf(carts))
    .onConflictDoUpdate({ target: carts.token, set: excluded })
    .prepare(),
);
