import type { Condition, Extent } from "../../../kernel/access/extent.ts";
import { type Fragment, join, sql } from "../../../kernel/storage/sql.ts";
import { termCondition } from "./lists/filters.ts";

/** The conditions of the caller's grant on products. `product` is the column with a product's id. */
export function extentConditions(tenantId: string, extent: Extent, product: Fragment): readonly Fragment[] {
  return extent === "any" ? [] : [meetingOne(tenantId, extent, product)];
}

/** Whether a product meets one of the conditions. The read model has its attributes as terms, under the same names. */
export function meetingOne(tenantId: string, conditions: readonly Condition[], product: Fragment): Fragment {
  const each = conditions.map((condition) => {
    const terms = Object.entries(condition).map(([kind, values]) =>
      termCondition(tenantId, kind, values, product),
    );
    return sql`(${join([sql`true`, ...terms], " AND ")})`;
  });
  return sql`(${join([sql`false`, ...each], " OR ")})`;
}
