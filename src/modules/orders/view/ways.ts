import { type Fragment, raw, sql } from "../../../kernel/storage/sql.ts";
import { byWords, each } from "../../term-search/index.ts";
import { fulfillmentStatus, orderStatus, paymentStatus } from "../schema.ts";
import type { OrderFilters } from "./filters.ts";
import type { OrderBy } from "./order-by.ts";
import { skuTerm } from "./words.ts";

/**
 * How a query reads candidate orders: in parts, each of which an index returns in list order. Indexes are
 * named, because the database has no statistics to choose by.
 */
export interface Way {
  /** A table with a row for each part, named `part`. */
  readonly parts: Fragment;
  /** The orders, named `o`, and the table they are read through. */
  readonly orders: Fragment;
  /** The join condition between orders and a part. */
  readonly on: Fragment;
  /** The table whose index is in list order. */
  readonly walked: "o" | "t";
  /** Whether an order may be in several parts. */
  readonly overlapping: boolean;
}

/** Chooses the most selective filter. */
export function wayTo(tenantId: string, filters: OrderFilters, { column }: Pick<OrderBy, "column">): Way {
  const walked = column === "placed_at" ? "t" : "o";
  const found = byWords(tenantId, (filters.q ?? "").replace(/^\s*#/, ""), searched);
  if (found !== null) return { ...found, orders: found.rows, walked, overlapping: true };
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
  if (filters.customerId.length > 0)
    return byIndex(
      "orders_customer",
      each(filters.customerId),
      sql`o.tenant_id = ${tenantId} AND o.customer_id = part.value`,
    );
  if (filters.sku.length > 0)
    return {
      parts: each(filters.sku.map(skuTerm)),
      orders: sql`order_terms AS t CROSS JOIN orders AS o`,
      on: sql`t.tenant_id = ${tenantId} AND t.term = part.value AND o.tenant_id = ${tenantId} AND o.id = t.order_id`,
      walked,
      overlapping: true,
    };
  const countries = countriesOf(filters);
  if (countries !== null && column === "placed_at")
    return byIndex(
      "orders_country",
      each(countries),
      sql`o.tenant_id = ${tenantId} AND o.country = part.value`,
    );
  if (column === "updated_at")
    return byIndex("orders_updated", each(["all"]), sql`o.tenant_id = ${tenantId}`);
  if (filters.status.length + filters.paymentStatus.length + filters.fulfillmentStatus.length > 0)
    return byIndex(
      "orders_state",
      each(statesOf(filters)),
      sql`o.tenant_id = ${tenantId} AND o.status = part.value ->> 0
        AND o.payment_status = part.value ->> 1 AND o.fulfillment_status = part.value ->> 2`,
    );
  return byIndex("orders_newest", each(["all"]), sql`o.tenant_id = ${tenantId}`);
}

/** The countries that the filter or each condition of the caller's grant names. Null if an order of any other may match. */
function countriesOf({ country, extent = "any" }: OrderFilters): readonly string[] | null {
  if (country.length > 0) return [...new Set(country)];
  if (extent === "any" || extent.some((condition) => condition.country === undefined)) return null;
  return [...new Set(extent.flatMap((condition) => condition.country ?? []))];
}

const searched = {
  table: "orders",
  alias: "o",
  terms: "order_terms",
  rowId: "order_id",
  byRow: "order_terms_order",
};

function byIndex(index: string, parts: Fragment, on: Fragment): Way {
  const orders = raw(`orders AS o INDEXED BY ${index}`);
  return { parts, orders, on, walked: "o", overlapping: false };
}

/** All combinations of statuses that the filters allow. Impossible combinations cost next to nothing. */
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
