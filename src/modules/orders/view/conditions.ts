import { byState, type ConditionalResource } from "../../../kernel/access/conditional.ts";
import type { Condition } from "../../../kernel/access/extent.ts";
import { type Fragment, join, raw, sql } from "../../../kernel/storage/sql.ts";
import { countryOf } from "../presentation.ts";
import { orderState } from "../schema.ts";

/** A grant on orders can be limited to those of a country or in a currency. */
export const conditionalOrders: ConditionalResource = {
  resource: "orders",
  attributes: {
    country:
      "The country an order is shipped to, or without a shipping address the one of the billing address: `DE`.",
    currency: "The order's currency: `EUR`.",
  },
  aggregates: {
    order: byState(
      orderState,
      (order) => {
        const country = countryOf(order);
        return { country: country === null ? [] : [country], currency: [order.currency] };
      },
      (tenantId, conditions, id) =>
        sql`EXISTS (SELECT 1 FROM orders AS o WHERE o.tenant_id = ${tenantId} AND o.id = ${id} AND ${meetingOne(conditions)})`,
    ),
  },
};

/** Columns of the order `o`. The unary plus keeps SQLite from using another index. */
const columns: Readonly<Record<string, Fragment>> = {
  country: raw("+o.country"),
  currency: raw("o.state ->> '$.currency'"),
};

/** Whether the order `o` meets one of the conditions. */
export function meetingOne(conditions: readonly Condition[]): Fragment {
  const each = conditions.map((condition) => {
    const parts = Object.entries(condition).map(([name, values]) => {
      const column = columns[name] ?? sql`NULL`;
      return sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`;
    });
    return sql`(${join([sql`true`, ...parts], " AND ")})`;
  });
  return sql`(${join([sql`false`, ...each], " OR ")})`;
}
