import * as z from "zod";
import type { Extent } from "../../../kernel/access/extent.ts";
import { type Fragment, sql } from "../../../kernel/storage/sql.ts";
import { fulfillmentStatus, orderStatus, paymentStatus } from "../schema.ts";
import { meetingOne } from "./conditions.ts";
import { skuTerm } from "./words.ts";

const anyOf = <Value extends z.ZodType>(value: Value) => z.array(value).max(50).readonly().default([]);

/** Filters of the order list. Several values of one filter match any of them. */
export const orderFilters = z.object({
  /** Order numbers, or prefixes of the e-mail address or of names. Every term must match. */
  q: z.string().min(1).max(200).nullable().default(null),
  number: anyOf(z.int().min(0)),
  /** Case-folded. */
  email: anyOf(z.string().max(320)),
  customerId: anyOf(z.string().max(64)),
  status: anyOf(orderStatus),
  paymentStatus: anyOf(paymentStatus),
  fulfillmentStatus: anyOf(fulfillmentStatus),
  /** Where an order goes. */
  country: anyOf(z.string().max(2)),
  /** The SKU of an item when it was ordered. */
  sku: anyOf(z.string().max(255)),
  /** UTC with milliseconds, both inclusive. */
  from: z.iso.datetime().nullable().default(null),
  to: z.iso.datetime().nullable().default(null),
  updatedSince: z.iso.datetime().nullable().default(null),
});
/** Filters, and the extent of the caller's grant. */
export type OrderFilters = z.infer<typeof orderFilters> & { readonly extent?: Extent };

export const orderSorts = ["-placedAt", "placedAt", "-updatedAt", "updatedAt"] as const;
export type OrderSort = (typeof orderSorts)[number];

/** Conditions on the order `o`, except search terms and times. The unary plus keeps SQLite from using another index. */
export function conditionsOf(filters: OrderFilters): readonly Fragment[] {
  const among = (column: Fragment, values: readonly unknown[]) =>
    values.length === 0 ? [] : [sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`];
  const { extent = "any" } = filters;
  return [
    ...among(sql`+o.number`, filters.number),
    ...among(sql`+o.email`, filters.email),
    ...among(sql`+o.customer_id`, filters.customerId),
    ...among(sql`+o.status`, filters.status),
    ...among(sql`+o.payment_status`, filters.paymentStatus),
    ...among(sql`+o.fulfillment_status`, filters.fulfillmentStatus),
    ...among(sql`+o.country`, filters.country),
    ...(extent === "any" ? [] : [meetingOne(extent)]),
    ...(filters.sku.length === 0 ? [] : [hasTerm(filters.sku.map(skuTerm))]),
  ];
}

function hasTerm(terms: readonly string[]): Fragment {
  return sql`EXISTS (SELECT 1 FROM order_terms AS has INDEXED BY order_terms_order
    WHERE has.tenant_id = o.tenant_id AND has.order_id = o.id AND has.term IN (SELECT value FROM json_each(${JSON.stringify(terms)})))`;
}
