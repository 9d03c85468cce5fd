import * as z from "zod";
import { type Fragment, sql } from "../../../kernel/storage/sql.ts";
import { customerStatus } from "../schema.ts";

const anyOf = <Value extends z.ZodType>(value: Value) => z.array(value).max(50).readonly().default([]);

/** Filters of the customer list. Several values of one filter match any of them. */
export const customerFilters = z.object({
  /** Prefixes of the e-mail address, of names, or of the telephone number. Every term must match. */
  q: z.string().min(1).max(200).nullable().default(null),
  /** Case-folded. */
  email: anyOf(z.string().max(320)),
  status: anyOf(customerStatus),
  /** Handles of groups. */
  group: anyOf(z.string().max(255)),
  updatedSince: z.iso.datetime().nullable().default(null),
});
export type CustomerFilters = z.infer<typeof customerFilters>;

export const customerSorts = ["-createdAt", "createdAt", "-updatedAt", "updatedAt"] as const;
export type CustomerSort = (typeof customerSorts)[number];

/** Conditions on the customer `c`, except search terms and times. The unary plus keeps SQLite from using another index. */
export function conditionsOf(filters: CustomerFilters): readonly Fragment[] {
  const among = (column: Fragment, values: readonly unknown[]) =>
    values.length === 0 ? [] : [sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`];
  return [
    sql`c.deleted_at IS NULL`,
    ...among(sql`+c.email`, filters.email),
    ...among(sql`+c.status`, filters.status),
    ...(filters.group.length === 0 ? [] : [isInGroup(filters.group)]),
  ];
}

function isInGroup(handles: readonly string[]): Fragment {
  return sql`EXISTS (SELECT 1 FROM customer_group_members AS of INDEXED BY customer_group_members_customer
    CROSS JOIN customer_groups AS g ON g.tenant_id = of.tenant_id AND g.id = of.group_id AND g.deleted_at IS NULL
    WHERE of.tenant_id = c.tenant_id AND of.customer_id = c.id
    AND g.handle IN (SELECT value FROM json_each(${JSON.stringify(handles)})))`;
}
