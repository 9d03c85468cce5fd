import { and, eq, ne, sql } from "drizzle-orm";
import * as z from "zod";
import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { addsUp } from "../placing/money-rules.ts";
import { orderState } from "../schema.ts";
import { readKeys, writeImportedOrder } from "../store.ts";
import { orders } from "../tables.ts";

/** The hash of the access token, so that links in mails go on working. The token itself is stored nowhere. */
const extra = z.object({ accessTokenHash: z.string().min(1).max(100) });

const wrong = (field: string, code: string, detail: string) => ({ pointer: `/state/${field}`, code, detail });

/** Orders, with their numbers. What a shopper holds in unpaid ones is forgotten: the shopper is a hash of this tenant's. */
export const orderTransfer = defineTransfer(orderState, {
  event: "order.imported",
  extra,
  pack(database, { id, state }) {
    const accessTokenHash = readKeys(database, id)?.accessTokenHash ?? "";
    return { id, state, extra: { accessTokenHash } };
  },
  conflicts(database, { id, state }) {
    const isAnother = and(eq(orders.number, state.number), ne(orders.id, id));
    const other = database.select({ id: orders.id }).from(orders).where(isAnother).get();
    return [
      ...(other === undefined
        ? []
        : [wrong("number", "duplicate-number", `${other.id} has the same number`)]),
      ...(addsUp(
        state.items,
        state.totals,
        state.pricesIncludeTax,
        state.shippingTaxes.reduce((sum, { amount }) => sum + amount.amount, 0),
      )
        ? []
        : [wrong("totals", "wrong-totals", "are not the sums of the items")]),
    ];
  },
  write(database, { state, extra: { accessTokenHash } }) {
    const { paymentStatus: _, fulfillmentStatus: __, ...order } = state;
    writeImportedOrder(database, order, accessTokenHash);
  },
  missing(database) {
    const rows = database.all<{ owner: string }>(sql`
      SELECT DISTINCT owner FROM reservations WHERE owner LIKE 'ord_%' AND owner NOT IN (SELECT id FROM orders) LIMIT 5`);
    return rows.map(({ owner }) => `Stock is reserved for the order ${owner}, which is missing.`);
  },
});
