import type { Keyset } from "../../../kernel/page.ts";
import { type Fragment, join, sql } from "../../../kernel/sql.ts";
import {
  type FulfillmentStatus,
  fulfillmentStatus,
  type OrderStatus,
  orderStatus,
  type PaymentStatus,
  paymentStatus,
} from "../schema.ts";
import { wordsIn } from "./words.ts";

/** What staff may narrow a list of orders by; several values of one filter mean any of them. */
export interface OrderFilters {
  /** Beginnings of words: of the number, the e-mail address, names. An order has them all. */
  readonly q: string | null;
  readonly number: readonly number[];
  /** Folded. */
  readonly email: readonly string[];
  readonly status: readonly OrderStatus[];
  readonly paymentStatus: readonly PaymentStatus[];
  readonly fulfillmentStatus: readonly FulfillmentStatus[];
  /** Instants in UTC with milliseconds, both included. */
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * How the orders that may be meant are reached: in parts, each of them by an index that has its orders in the order of the
 * list. `part` and `o` are the names of the two tables, `on` joins them.
 */
export interface Way {
  readonly parts: Fragment;
  readonly orders: Fragment;
  readonly on: Fragment;
}

/** The way by the filter that leaves fewest. Indexes are named: the database has no statistics to choose by. */
export function wayTo(tenantId: string, filters: OrderFilters): Way {
  const words = wordsIn((filters.q ?? "").replace(/^\s*#/, "")).slice(0, mostWords);
  if (words.length > 0)
    return {
      parts: sql`(${join(
        words.map((word) => ordersWith(tenantId, word)),
        " INTERSECT ",
      )}) AS part`,
      orders: sql`orders AS o`,
      on: sql`o.tenant_id = ${tenantId} AND o.id = part.value`,
    };
  if (filters.number.length > 0)
    return {
      parts: each(filters.number),
      orders: sql`orders AS o INDEXED BY orders_number`,
      on: sql`o.tenant_id = ${tenantId} AND o.number = part.value`,
    };
  if (filters.email.length > 0)
    return {
      parts: each(filters.email),
      orders: sql`orders AS o INDEXED BY orders_email`,
      on: sql`o.tenant_id = ${tenantId} AND o.email = part.value`,
    };
  if (filters.status.length + filters.paymentStatus.length + filters.fulfillmentStatus.length > 0)
    return {
      parts: each(statesOf(filters)),
      orders: sql`orders AS o INDEXED BY orders_state`,
      on: sql`o.tenant_id = ${tenantId} AND o.status = part.value ->> 0
        AND o.payment_status = part.value ->> 1 AND o.fulfillment_status = part.value ->> 2`,
    };
  return {
    parts: each(["all"]),
    orders: sql`orders AS o INDEXED BY orders_newest`,
    on: sql`o.tenant_id = ${tenantId}`,
  };
}

/**
 * Everything that the filters ask of an order; the way has some of it already. The plus signs keep the database from taking
 * another way.
 */
export function conditionsOf(filters: OrderFilters): readonly Fragment[] {
  const among = (column: Fragment, values: readonly unknown[]) =>
    values.length === 0 ? [] : [sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`];
  return [
    ...among(sql`+o.number`, filters.number),
    ...among(sql`+o.email`, filters.email),
    ...among(sql`+o.status`, filters.status),
    ...among(sql`+o.payment_status`, filters.paymentStatus),
    ...among(sql`+o.fulfillment_status`, filters.fulfillmentStatus),
    ...(filters.from === null ? [] : [sql`o.placed_at >= ${filters.from}`]),
  ];
}

/** Where the list begins: behind the page before, which the last instant was asked of already, or at that instant. */
export function beginningOf({ to }: Pick<OrderFilters, "to">, after: Keyset | null): readonly Fragment[] {
  if (after !== null) return [sql`(o.placed_at, o.number) < (${after[0] ?? ""}, ${after[1] ?? 0})`];
  return to === null ? [] : [sql`o.placed_at <= ${to}`];
}

const mostWords = 5;

function ordersWith(tenantId: string, word: string): Fragment {
  return sql`SELECT DISTINCT order_id AS value FROM order_terms
    WHERE tenant_id = ${tenantId} AND term >= ${word} AND term < ${`${word}\u{10ffff}`}`;
}

function each(values: readonly unknown[]): Fragment {
  return sql`json_each(${JSON.stringify([...new Set(values)])}) AS part`;
}

/** All states together that the filters let through; that some of them cannot be costs next to nothing. */
function statesOf(filters: OrderFilters) {
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
