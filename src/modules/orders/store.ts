import { eq, sql } from "drizzle-orm";
import tables from "../../../migrations/tenant/0010_orders.sql";
import stateVersions from "../../../migrations/tenant/0021_orders.sql";
import unpaidTables from "../../../migrations/tenant/0024_unpaid_orders.sql";
import orderEmails from "../../../migrations/tenant/0082_order_emails.sql";
import { sequenceFloorOf } from "../../kernel/delivery/epoch.ts";
import { defineAggregate } from "../../kernel/module.ts";
import { placeholdersOf, prepared } from "../../kernel/storage/prepared.ts";
import { remembered } from "../../kernel/storage/remembered.ts";
import type { Migration, TenantDatabase } from "../../kernel/storage/storage.ts";
import { emailKeyOf } from "../customers/index.ts";
import { orderStateOf } from "./changing/derived-rules.ts";
import { begin, evolve } from "./changing/evolve-rules.ts";
import { orderPlaced } from "./events.ts";
import { type Order, orderState } from "./schema.ts";
import { orderCounter, orders } from "./tables.ts";
import { followUnpaid } from "./unpaid/store.ts";

/** The name of the order number sequence. */
export const orderNumbers = "orders.number";

export const migrations: readonly Migration[] = [
  { name: "0010_orders", sql: tables },
  { name: "0021_orders", sql: stateVersions },
  { name: "0024_unpaid_orders", sql: unpaidTables },
  { name: "0082_order_emails", sql: orderEmails },
];

export const orderAggregate = defineAggregate(orderState, {
  apply(database, event) {
    const { id } = event.aggregate;
    if (event.type === orderPlaced.type) {
      const { accessTokenHash, number, customerId, person } = orderPlaced.read(event);
      const emailKey = keyOf(person);
      const placed = begin(id, event);
      const content = JSON.stringify(placed);
      const { version: stateVersion } = orderState;
      insertion(database).run({ id, number, customerId, emailKey, accessTokenHash, content, stateVersion });
      rise(database).run({ number });
      lastNumber.set(database, Math.max(number, lastNumber.get(database)));
      orderById.set(database, placed, id);
      followUnpaid(database, placed, event.occurredAt);
      return;
    }
    const current = readOrder(database, id);
    if (current === undefined) throw new Error(`${event.type} refers to ${id}, which does not exist`);
    const next = evolve(current, event);
    const { customerId, person } = next;
    const { version: stateVersion } = orderState;
    // A token opens an order for its person only.
    if (next.erasure !== null)
      database.update(orders).set({ accessTokenHash: "" }).where(eq(orders.id, id)).run();
    update(database).run({
      id,
      customerId,
      emailKey: keyOf(person),
      content: JSON.stringify(next),
      stateVersion,
    });
    orderById.set(database, next, id);
    followUnpaid(database, next, event.occurredAt);
  },
  state(database, id) {
    const current = readOrder(database, id);
    return current === undefined ? null : orderStateOf(current);
  },
});

/** Writes an order as another tenant exported it, in place of what is there. Its time begins when it was placed. */
export function writeImportedOrder(database: TenantDatabase, order: Order, accessTokenHash: string): void {
  const { id, number, customerId, person, placedAt } = order;
  database.delete(orders).where(eq(orders.id, id)).run();
  insertion(database).run({
    id,
    number,
    customerId,
    emailKey: keyOf(person),
    accessTokenHash,
    content: JSON.stringify(order),
    stateVersion: orderState.version,
  });
  rise(database).run({ number });
  lastNumber.forget(database);
  orderById.forget(database);
  followUnpaid(database, order, placedAt);
}

function keyOf(person: Order["person"] | { readonly email: string }): string | null {
  return person === null ? null : emailKeyOf(person.email);
}

/** Returns the current state of an order; undefined if it does not exist. */
export function readOrder(database: TenantDatabase, id: string): Order | undefined {
  return orderById.get(database, id);
}

/** A command reads the order that it writes several times. Orders can be large, so only the last one is kept. */
const orderById = remembered(
  (database, id): Order | undefined => {
    const row = rowById(database).get({ id });
    return row === undefined ? undefined : orderState.readJson(row.stateVersion, row.content);
  },
  { atMost: 1 },
);

/** Returns what grants access to an order: the customer's account, and the hash of the order token. */
export function readKeys(database: TenantDatabase, id: string) {
  return rowById(database).get({ id });
}

/** Orders that were placed as a guest with an e-mail address, oldest first. */
export function guestOrders(database: TenantDatabase, email: string, atMost: number): readonly string[] {
  const rows = database.all<{ id: string }>(sql`SELECT id FROM orders INDEXED BY orders_guest
    WHERE customer_id IS NULL AND email_key = ${emailKeyOf(email)} ORDER BY number LIMIT ${atMost}`);
  return rows.map(({ id }) => id);
}

/** Whether somebody has placed an order that was not cancelled: a customer, or a guest with an e-mail address. */
export function hasOrders(
  database: TenantDatabase,
  { id, email }: { readonly id: string | null; readonly email: string | null },
): boolean {
  const known =
    id === null
      ? hasGuestOrders(database).get({ emailKey: email === null ? null : emailKeyOf(email) })
      : hasOwnOrders(database).get({ id });
  return known?.has === 1;
}

const stands = sql`content ->> '$.status' <> 'cancelled'`;
const hasGuestOrders = prepared((database) =>
  database
    .select({
      has: sql<number>`EXISTS (SELECT 1 FROM orders INDEXED BY orders_guest
        WHERE customer_id IS NULL AND email_key = ${sql.placeholder("emailKey")} AND ${stands})`,
    })
    .from(sql`(SELECT 1)`)
    .prepare(),
);
const hasOwnOrders = prepared((database) =>
  database
    .select({
      has: sql<number>`EXISTS (SELECT 1 FROM orders INDEXED BY orders_customer
        WHERE customer_id = ${sql.placeholder("id")} AND customer_id IS NOT NULL AND ${stands})`,
    })
    .from(sql`(SELECT 1)`)
    .prepare(),
);

/** The number of the next order. It is above all numbers ever assigned, including those of earlier epochs. */
export function nextNumber(database: TenantDatabase): number {
  return Math.max(lastNumber.get(database), sequenceFloorOf(database, orderNumbers)) + 1;
}

const lastNumber = remembered((database) => {
  const stored = counter(database).get();
  if (stored === undefined) throw new Error("the migration did not create the counter");
  return stored.last;
});

const rowById = prepared((database) =>
  database
    .select()
    .from(orders)
    .where(eq(orders.id, sql.placeholder("id")))
    .prepare(),
);
const insertion = prepared((database) => database.insert(orders).values(placeholdersOf(orders)).prepare());
const update = prepared((database) =>
  database
    .update(orders)
    .set({
      customerId: sql`${sql.placeholder("customerId")}`,
      emailKey: sql`${sql.placeholder("emailKey")}`,
      content: sql`${sql.placeholder("content")}`,
      stateVersion: sql`${sql.placeholder("stateVersion")}`,
    })
    .where(eq(orders.id, sql.placeholder("id")))
    .prepare(),
);
const counter = prepared((database) => database.select().from(orderCounter).prepare());
const rise = prepared((database) =>
  database
    .update(orderCounter)
    .set({ last: sql`max(${orderCounter.last}, ${sql.placeholder("number")})` })
    .prepare(),
);
