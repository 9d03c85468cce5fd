import { and, desc, eq, getTableColumns, gt, inArray, ne, sql } from "drizzle-orm";
import tables from "../../../../migrations/tenant/0009_checkout.sql";
import token from "../../../../migrations/tenant/0016_cart_token.sql";
import callers from "../../../../migrations/tenant/0025_cart_callers.sql";
import tokenHash from "../../../../migrations/tenant/0034_cart_token_hash.sql";
import customers from "../../../../migrations/tenant/0083_cart_customers.sql";
import codes from "../../../../migrations/tenant/0111_cart_codes.sql";
import { defineAggregate } from "../../../kernel/module.ts";
import { placeholdersOf, prepared } from "../../../kernel/storage/prepared.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId } from "../../../kernel/values/id.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { oncePerCommand } from "../../../kernel/write/once.ts";
import { checkoutIds } from "../ids.ts";
import { cartAbandoned, cartCompleted, cartState } from "./events.ts";
import { makeRoom, removeCarts } from "./room.ts";
import { type Cart, tokenPrefix } from "./schema.ts";
import { carts } from "./tables.ts";

export const migrations: readonly Migration[] = [
  { name: "0009_checkout", sql: tables },
  { name: "0016_cart_token", sql: token },
  { name: "0025_cart_callers", sql: callers },
  { name: "0034_cart_token_hash", sql: tokenHash },
  { name: "0083_cart_customers", sql: customers },
  { name: "0111_cart_codes", sql: codes },
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

/**
 * The cart of a bearer token, or of an id of the customer's own, read once per command; undefined if it does not exist or has
 * expired, or if it is another customer's.
 */
export const readCart = oncePerCommand(
  (
    database: TenantDatabase,
    { now, digest, actor }: Pick<Context, "now" | "digest" | "actor">,
    token: string,
  ): Cart | undefined => {
    const customerId = actor.kind === "customer" ? (actor.id ?? null) : null;
    if (!token.startsWith(tokenPrefix))
      return customerId === null ? undefined : ownCart(database, customerId, token, now);
    const hash = digest(token.slice(tokenPrefix.length));
    // The second look finds a cart from before tokens were hashed. A hash lacks the prefix, so it is no token.
    const row =
      cartByTokenHash(database).get({ tokenHash: hash }) ??
      cartByTokenHash(database).get({ tokenHash: token });
    if (row === undefined || row.expiresAt <= now) return undefined;
    const isAnothers = customerId !== null && row.customerId !== null && row.customerId !== customerId;
    return isAnothers ? undefined : cartIn(row);
  },
);

/** A customer's own cart, by its id in events, which opens it for nobody else. */
function ownCart(database: TenantDatabase, customerId: string, id: string, now: number): Cart | undefined {
  const isOwn = and(eq(carts.id, canonicalId(checkoutIds.cart, id)), eq(carts.customerId, customerId));
  const row = database.select().from(carts).where(isOwn).get();
  return row === undefined || row.expiresAt <= now ? undefined : cartIn(row);
}

/** The open carts of a customer, those that were changed last first. */
export function openCartsOf(
  database: TenantDatabase,
  customerId: string,
  now: number,
  atMost: number,
): readonly Cart[] {
  const isOpen = and(
    eq(carts.customerId, customerId),
    gt(carts.expiresAt, now),
    ne(carts.status, "completed"),
  );
  return database
    .select()
    .from(carts)
    .where(isOpen)
    .orderBy(desc(carts.expiresAt))
    .limit(atMost)
    .all()
    .map(cartIn);
}

/** Removes carts that were merged into another one. */
export function deleteCarts(database: TenantDatabase, ids: readonly string[]): void {
  if (ids.length === 0) return;
  removeCarts(
    database,
    database
      .select({ id: carts.id })
      .from(carts)
      .where(inArray(carts.id, [...ids])),
  );
}

function cartIn({ abandonAt: _, expiresAt: __, caller: ___, ...cart }: typeof carts.$inferSelect): Cart {
  return cart;
}

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
