import { type Fragment, join, sql } from "../../../kernel/storage/sql.ts";
import { fulfillmentStatus, orderStatus, paymentStatus } from "../schema.ts";
import type { OrderFilters } from "./filters.ts";
import { wordsIn } from "./words.ts";

/**
 * How the orders that may be meant are reached: in parts, each of which an index has in the order of the list. Indexes are
 * named, since the database has no statistics to choose by.
 */
export interface Way {
  /** A table with a row for each part, named `part`. */
  readonly parts: Fragment;
  /** The orders, named `o`, and what they are reached through. */
  readonly orders: Fragment;
  /** Which of them belong to a part. */
  readonly on: Fragment;
  /** The table whose index has the order of the list. */
  readonly walked: Fragment;
  /** Whether an order may belong to several parts. */
  readonly overlapping: boolean;
}

/** The way by the filter that leaves fewest. */
export function wayTo(tenantId: string, filters: OrderFilters): Way {
  const words = wordsIn((filters.q ?? "").replace(/^\s*#/, "")).slice(0, mostWords);
  const [matching, ...others] = words.toSorted((a, b) => b.length - a.length);
  if (matching !== undefined) return byWords(tenantId, matching, others);
  if (filters.number.length > 0)
    return byIndex(
      "orders_number",
      each(filters.number),
      sql`o.tenant_id = ${tenantId} AND o.number = part.value`,
    );
  if (filters.email.length > 0)
    return byIndex(
      "orders_email",
      each(filters.email),
      sql`o.tenant_id = ${tenantId} AND o.email = part.value`,
    );
  if (filters.status.length + filters.paymentStatus.length + filters.fulfillmentStatus.length > 0)
    return byIndex(
      "orders_state",
      each(statesOf(filters)),
      sql`o.tenant_id = ${tenantId} AND o.status = part.value ->> 0
        AND o.payment_status = part.value ->> 1 AND o.fulfillment_status = part.value ->> 2`,
    );
  return byIndex("orders_newest", each(["all"]), sql`o.tenant_id = ${tenantId}`);
}

const mostWords = 5;

function byIndex(index: string, parts: Fragment, on: Fragment): Way {
  const orders = { text: `orders AS o INDEXED BY ${index}`, params: [] };
  return { parts, orders, on, walked: sql`o`, overlapping: false };
}

/** By the longest word, which fewest orders have: through each term that begins with it. The others are looked up. */
function byWords(tenantId: string, matching: string, others: readonly string[]): Way {
  const has = (word: string) => sql`EXISTS (SELECT 1 FROM order_terms AS other INDEXED BY order_terms_order
    WHERE other.tenant_id = o.tenant_id AND other.order_id = o.id AND ${begins(sql`other.term`, word)})`;
  const first = (from: Fragment) =>
    sql`SELECT min(term) FROM order_terms WHERE tenant_id = ${tenantId} AND ${from}`;
  return {
    // From one term to the next, past all orders that have it.
    parts: sql`(WITH RECURSIVE found (value) AS (
      ${first(begins(sql`term`, matching))} UNION ALL
      SELECT (${first(sql`term > found.value AND term < ${endOf(matching)}`)}) FROM found WHERE found.value IS NOT NULL
    ) SELECT value FROM found WHERE value IS NOT NULL) AS part`,
    orders: sql`order_terms AS t CROSS JOIN orders AS o`,
    on: join(
      [
        sql`t.tenant_id = ${tenantId} AND t.term = part.value AND o.tenant_id = ${tenantId} AND o.id = t.order_id`,
        ...others.map(has),
      ],
      " AND ",
    ),
    walked: sql`t`,
    overlapping: true,
  };
}

function begins(term: Fragment, word: string): Fragment {
  return sql`${term} >= ${word} AND ${term} < ${endOf(word)}`;
}

/** Sorts behind all that a word means. A number means itself alone: too many others begin with its digits. */
function endOf(word: string): string {
  return word + (/^\d+$/.test(word) ? " " : "\u{10ffff}");
}

function each(values: readonly unknown[]): Fragment {
  return sql`json_each(${JSON.stringify([...new Set(values)])}) AS part`;
}

/** All states together that the filters let through; that some of them cannot be costs next to nothing. */
function statesOf(filters: OrderFilters): readonly (readonly string[])[] {
  const anyOf = <Value>(wanted: readonly Value[], all: readonly Value[]) =>
    wanted.length === 0 ? all : [...new Set(wanted)];
  return anyOf(filters.status, orderStatus.options).flatMap((status) =>
    anyOf(filters.paymentStatus, paymentStatus.options).flatMap((payment) =>
      anyOf(filters.fulfillmentStatus, fulfillmentStatus.options).map((fulfillment) => [
        status,
        payment,
        fulfillment,
      ]),
    ),
  );
}
