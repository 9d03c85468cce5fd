import { z } from "zod";
import type { Keyset } from "../../../kernel/read/page.ts";
import { type Fragment, sql } from "../../../kernel/storage/sql.ts";
import { fulfillmentStatus, orderStatus, paymentStatus } from "../schema.ts";

const anyOf = <Value extends z.ZodType>(value: Value) => z.array(value).max(50).readonly().default([]);

/** What staff may narrow a list of orders by. Several values of one filter mean any of them. */
export const orderFilters = z.object({
  /** Whole numbers, and beginnings of the e-mail address or of names. An order has them all. */
  q: z.string().min(1).max(200).nullable().default(null),
  number: anyOf(z.int().min(0)),
  /** Folded. */
  email: anyOf(z.string().max(320)),
  status: anyOf(orderStatus),
  paymentStatus: anyOf(paymentStatus),
  fulfillmentStatus: anyOf(fulfillmentStatus),
  /** Instants in UTC with milliseconds, both included. */
  from: z.iso.datetime().nullable().default(null),
  to: z.iso.datetime().nullable().default(null),
});
export type OrderFilters = z.infer<typeof orderFilters>;

/** What the filters ask of the order `o`, words aside. The plus signs keep the database to the way that was chosen. */
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
 * From when to when, by the columns of the table that is walked. The list begins behind the page before it, which has been
 * asked for the last instant already.
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
