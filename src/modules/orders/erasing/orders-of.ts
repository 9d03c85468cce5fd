import { sql } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { orderErased } from "../events.ts";
import { isOpen } from "../tables.ts";

/** Whose orders: those of customers, and those that guests have placed with these e-mail addresses, in lower case. */
export interface OrderOwner {
  readonly customerIds: readonly string[];
  readonly guestEmails: readonly string[];
}

interface Found {
  readonly id: string;
  readonly number: number;
}

/** An order, and where the next ones are. */
export interface OwnedOrder extends Found {
  readonly at: string;
}

/** Orders that a shop still has to do something about for its customer: take money, or send goods. */
export function openOrdersOf(database: TenantDatabase, owner: OrderOwner, atMost: number): readonly Found[] {
  const open = sql`SELECT id, number FROM orders INDEXED BY orders_open WHERE ${isOpen}`;
  return database.all<Found>(sql`${open} AND customer_id IN ${listed(owner.customerIds)}
    UNION ALL ${open} AND customer_id IS NULL AND email_key IN ${listed(owner.guestEmails)}
    ORDER BY number LIMIT ${atMost}`);
}

/** The orders of an owner, those of one customer or address after the other, oldest first. */
export function ordersOf(
  database: TenantDatabase,
  { customerIds, guestEmails }: OrderOwner,
  after: string | null,
  atMost: number,
): readonly OwnedOrder[] {
  const sources = [
    ...customerIds.map(
      (id) => (number: number, limit: number) =>
        database.all<Found>(sql`SELECT id, number FROM orders INDEXED BY orders_customer
          WHERE customer_id = ${id} AND number > ${number} ORDER BY number LIMIT ${limit}`),
    ),
    ...guestEmails.map(
      (email) => (number: number, limit: number) =>
        database.all<Found>(sql`SELECT id, number FROM orders INDEXED BY orders_guest
          WHERE customer_id IS NULL AND email_key = ${email} AND number > ${number} ORDER BY number LIMIT ${limit}`),
    ),
  ];
  const [first = 0, last = 0] = (after ?? "0/0").split("/").map(Number);
  const orders: OwnedOrder[] = [];
  for (const [index, read] of sources.entries()) {
    if (index < first) continue;
    const found = read(index === first ? last : 0, atMost - orders.length);
    orders.push(...found.map((one) => ({ ...one, at: `${index}/${one.number}` })));
    if (orders.length >= atMost) break;
  }
  return orders;
}

/** Erases the person from orders. */
export function decideOrderErasure(orders: readonly { readonly id: string }[]): readonly NewEvent[] {
  return orders.map(({ id }) => orderErased.of(id, {}));
}

function listed(texts: readonly string[]) {
  return sql`(SELECT value FROM json_each(${JSON.stringify(texts)}))`;
}
