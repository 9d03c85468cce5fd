import { eq, getTableColumns, sql } from "drizzle-orm";
import tables from "../../../../migrations/tenant/0009_checkout.sql";
import token from "../../../../migrations/tenant/0016_cart_token.sql";
import callers from "../../../../migrations/tenant/0025_cart_callers.sql";
import tokenHash from "../../../../migrations/tenant/0034_cart_token_hash.sql";
import { defineAggregate } from "../../../kernel/module.ts";
import { placeholdersOf, prepared } from "../../../kernel/storage/prepared.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { oncePerCommand } from "../../../kernel/write/once.ts";
import { cartAbandoned, cartCompleted, cartState } from "./events.ts";
import { makeRoom } from "./room.ts";
import { type Cart, tokenPrefix } from "./schema.ts";
import { carts } from "./tables.ts";

export const migrations: readonly Migration[] = [
  { name: "0009_checkout", sql: tables },
  { name: "0016_cart_token", sql: token },
  { name: "0025_cart_callers", sql: callers },
  { name: "0034_cart_token_hash", sql: tokenHash },
];

const day = 24 * 60 * 60 * 1000;
const abandonedAfterMs = day;
const lifetimes = { empty: day, other: 30 * day } as const;

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
  (
    database: TenantDatabase,
    { now, digest }: Pick<Context, "now" | "digest">,
    token: string,
  ): Cart | undefined => {
    if (!token.startsWith(tokenPrefix)) return undefined;
    const hash = digest(token.slice(tokenPrefix.length));
    // The second look finds a cart from before tokens were hashed. A hash lacks the prefix, so it is no token.
    const row =
      cartByTokenHash(database).get({ tokenHash: hash }) ??
      cartByTokenHash(database).get({ tokenHash: token });
    if (row === undefined || row.expiresAt <= now) return undefined;
    const { abandonAt: _, expiresAt: __, caller: ___, ...cart } = row;
    return cart;
  },
);

/** When a cart that changes now is abandoned and when it expires. */
export function timesOf({ lines }: Pick<Cart, "lines">, now: number) {
  return lines.length === 0
    ? { abandonAt: null, expiresAt: now + lifetimes.empty }
    : { abandonAt: now + abandonedAfterMs, expiresAt: now + lifetimes.other };
}

/** Inserts a new cart. If there are too many, another one is removed. */
export function insertCart(
  database: TenantDatabase,
  cart: Cart,
  { now, caller }: Pick<Context, "now" | "caller">,
): void {
  cartUpsert(database).run({ ...cart, ...timesOf(cart, now), caller });
  makeRoom(database, { id: cart.id, caller });
}

/** Updates an existing cart. */
export function writeCart(database: TenantDatabase, cart: Cart, { now }: Pick<Context, "now">): void {
  cartUpsert(database).run({ ...cart, ...timesOf(cart, now), caller: null });
}

/** Stores the prices that the shopper accepted. */
export function keepLines(database: TenantDatabase, { id, lines }: Cart): void {
  database.update(carts).set({ lines }).where(eq(carts.id, id)).run();
}

// A cart stays its first caller's.
const { caller: _, ...updated } = getTableColumns(carts);
const excluded = Object.fromEntries(
  Object.entries(updated).map(([field, { name }]) => [field, sql.raw(`excluded.${name}`)]),
);

const cartByTokenHash = prepared((database) =>
  database
    .select()
    .from(carts)
    .where(eq(carts.tokenHash, sql.placeholder("tokenHash")))
    .prepare(),
);
const cartUpsert = prepared((database) =>
  database
    .insert(carts)
    .values(placeholdersOf(carts))
    .onConflictDoUpdate({ target: carts.tokenHash, set: excluded })
    .prepare(),
);
