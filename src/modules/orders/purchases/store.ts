import { sql } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";

/** Whose orders: a customer's, and those that guests placed with an e-mail address, in lower case. */
export interface Purchaser {
  readonly customerId: string | null;
  readonly guestEmail: string | null;
}

/** Of somebody who buys every day, the last half year. */
const mostOrders = 200;

const isBought = sql.raw("content ->> '$.status' IN ('paid', 'shipped', 'delivered')");

/** Whether somebody has bought a product: it is in one of the last orders, and that one was paid. */
export function hasBought(
  database: TenantDatabase,
  { customerId, guestEmail }: Purchaser,
  productId: string,
): boolean {
  const has = sql`${isBought} AND EXISTS (SELECT 1 FROM json_each(content, '$.items') AS item
    WHERE item.value ->> '$.productId' = ${productId}) LIMIT 1`;
  const newest = sql`ORDER BY number DESC LIMIT ${mostOrders}`;
  const own = () =>
    database.get(sql`SELECT id FROM (SELECT id, content FROM orders INDEXED BY orders_customer
      WHERE customer_id = ${customerId} AND customer_id IS NOT NULL ${newest}) WHERE ${has}`);
  const guests = () =>
    database.get(sql`SELECT id FROM (SELECT id, content FROM orders INDEXED BY orders_guest
      WHERE customer_id IS NULL AND email_key = ${guestEmail} ${newest}) WHERE ${has}`);
  return (customerId !== null && own() !== undefined) || (guestEmail !== null && guests() !== undefined);
}
