import { z } from "zod";
import type { Keyset } from "../../../kernel/read/page.ts";
import { type Fragment, sql } from "../../../kernel/storage/sql.ts";
import { fulfillmentStatus, orderStatus, paymentStatus } from "../schema.ts";

const anyOf = <Value extends z.ZodType>(value: Value) => z.array(value).max(50).readonly().default([]);

/** Filters of the order list. Several values of one filter match any of them. */
export const orderFilters = z.object({
  /** Order numbers, or prefixes of the e-mail address or of names. Every term must match. */
  q: z.string().min(1).max(200).nullable().default(null),
  number: anyOf(z.int().min(0)),
  /** Case-folded. */
  email: anyOf(z.string().max(320)),
  status: anyOf(orderStatus),
  paymentStatus: anyOf(paymentStatus),
  fulfillmentStatus: anyOf(fulfillmentStatus),
  /** UTC with milliseconds, both inclusive. */
  from: z.iso.datetime().nullable().default(null),
  to: z.iso.datetime().nullable().default(null),
});
export type OrderFilters = z.infer<typeof orderFilters>;

/** Conditions on the order `o`, except search terms. The unary plus keeps SQLite from using another index. */
export function conditionsOf(filters: OrderFilters): readonly Fragment[] {
  const among = (column: Fragment, values: readonly unknown[]) =>
    values.length === 0 ? [] : [sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`];
  return [
    ...among(sql`+o.number`, filters.number),
    ...among(sql`+o.email`, filters.email),
    ...among(sql`+o.status`, filters.status),
    ...among(sql`+o.payment_status`, filters.paymentStatus),
    ...among(sql`+o.fulfillment_status`, filters.fulfillmentStatus),
  ];
}

/**
 * Conditions on the time range, using the columns of the table whose index is read. A later page starts
 * after the previous one, which was already limited by `to`.
 */
export function spanOf(
  { from, to }: Pick<OrderFilters, "from" | "to">,
  after: Keyset | null,
  walked: Fragment,
): readonly Fragment[] {
  const beginning =
    after === null
      ? to === null
        ? []
        : [sql`${walked}.placed_at <= ${to}`]
      : [sql`(${walked}.placed_at, ${walked}.number) < (${after[0] ?? ""}, ${after[1] ?? 0})`];
  return from === null ? beginning : [...beginning, sql`${walked}.placed_at >= ${from}`];
}
