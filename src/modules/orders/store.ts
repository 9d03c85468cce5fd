import { eq, sql } from "drizzle-orm";
import tables from "../../../migrations/tenant/0010_orders.sql";
import type { Aggregate } from "../../kernel/module.ts";
import type { Migration, TenantDatabase } from "../../kernel/storage.ts";
import { pictureOf } from "./derived-rules.ts";
import { orderPlaced } from "./events.ts";
import { begin, evolve } from "./evolve-rules.ts";
import { type Order, order as orderSchema } from "./schema.ts";
import { orderCounter, orders } from "./tables.ts";

export const migration: Migration = { name: "0010_orders", sql: tables };

export const orderAggregate: Aggregate = {
  type: "order",
  apply(database, event) {
    const { id } = event.aggregate;
    if (event.type === orderPlaced.type) {
      const { accessTokenHash, number } = orderPlaced.schema.parse(event.data);
      database
        .insert(orders)
        .values({ ...begin(id, event), accessTokenHash })
        .run();
      raiseCounter(database, number);
      return;
    }
    const current = readOrder(database, id);
    if (current === undefined) throw new Error(`${event.type} happened to ${id}, which is not there`);
    database.update(orders).set(evolve(current, event)).where(eq(orders.id, id)).run();
  },
  picture(database, id) {
    const current = readOrder(database, id);
    return current === undefined ? null : pictureOf(current);
  },
};

/** An order as it is now; undefined where there is none. */
export function readOrder(database: TenantDatabase, id: string): Order | undefined {
  const row = database.select().from(orders).where(eq(orders.id, id)).get();
  return row === undefined ? undefined : orderSchema.parse(row);
}

/** What opens an order to whoever placed it: their account, or the token that this is the hash of. */
export function readKeys(database: TenantDatabase, id: string) {
  const { customerId, accessTokenHash } = orders;
  return database.select({ customerId, accessTokenHash }).from(orders).where(eq(orders.id, id)).get();
}

/** The number that the next order gets. */
export function nextNumber(database: TenantDatabase): number {
  const counter = database.select().from(orderCounter).get();
  if (counter === undefined) throw new Error("the migration made no counter");
  return counter.last + 1;
}

/** Makes the next order's number greater than this one: what a restored object does not know of, its read model may. */
export function raiseCounter(database: TenantDatabase, number: number): void {
  database
    .update(orderCounter)
    .set({ last: sql`max(${orderCounter.last}, ${number})` })
    .run();
}
