import * as z from "zod";
import { type Fragment, sql } from "../../../kernel/storage/sql.ts";
import { groupHandlesOf } from "../../customers/index.ts";
import type { Buyer } from "../../tenants/index.ts";
import type { ListedPrice } from "../selection/prices.ts";

/** In which currency list prices are looked up. */
export interface ListScope {
  readonly tenantId: string;
  readonly currency: string;
}

/**
 * The definition of a CTE `lists (id)`: the price lists that are in effect, and whose rules all match the buyer. A tenant has few.
 */
export function listsFor(tenantId: string, { country, customerId }: Buyer): Fragment {
  return sql`lists (id) AS MATERIALIZED (
    SELECT list.id FROM price_lists AS list WHERE list.tenant_id = ${tenantId} AND list.in_effect = 1
    AND (list.countries IS NULL OR EXISTS (SELECT 1 FROM json_each(list.countries) AS one WHERE one.value = ${country}))
    AND (list.customer_groups IS NULL OR EXISTS (SELECT 1 FROM json_each(list.customer_groups) AS one
      WHERE one.value IN (${groupHandlesOf(tenantId, customerId)}))))`;
}

/** The best price of one unit of a variant in `lists` of a kind. Null if none has one. */
export function bestListed(
  kind: "override" | "sale",
  { tenantId, currency }: ListScope,
  variant: Fragment,
): Fragment {
  return sql`(SELECT price.amount FROM list_prices AS price INDEXED BY list_prices_variant
    CROSS JOIN price_lists AS list ON list.tenant_id = ${tenantId} AND list.id = price.list_id AND list.kind = ${kind}
    WHERE price.tenant_id = ${tenantId} AND price.variant_id = ${variant} AND price.currency = ${currency}
    AND price.min_quantity = 1 AND price.list_id IN (SELECT id FROM lists)
    ORDER BY (list.countries IS NOT NULL) + (list.customer_groups IS NOT NULL) DESC, list.priority DESC, price.amount LIMIT 1)`;
}

/** The variants that have a price for one unit in `lists`, as `variant_id`. */
export function variantsInLists({ tenantId, currency }: ListScope): Fragment {
  return sql`lists CROSS JOIN list_prices AS price INDEXED BY list_prices_list ON price.tenant_id = ${tenantId}
    AND price.list_id = lists.id AND price.currency = ${currency} AND price.min_quantity = 1`;
}

/** All prices in `lists` of some variants, an array of ids as JSON, for `readListed`. */
export function listedColumn(scope: ListScope, variantIds: Fragment): Fragment {
  return sql`(SELECT json_group_array(json_array(price.variant_id, list.id, list.kind, list.priority,
    list.countries IS NOT NULL, list.customer_groups IS NOT NULL, price.amount, price.min_quantity, price.max_quantity))
    FROM ${pricesOf(scope, variantIds)})`;
}

/** About how many bytes `listedColumn` has. */
export function listedBytes(scope: ListScope, variantIds: Fragment): Fragment {
  return sql`${bytesPerPrice} * (SELECT count(*) FROM ${pricesOf(scope, variantIds)})`;
}

const bytesPerPrice = 120;

function pricesOf({ tenantId, currency }: ListScope, variantIds: Fragment): Fragment {
  return sql`json_each(${variantIds}) AS part
    CROSS JOIN list_prices AS price INDEXED BY list_prices_variant ON price.tenant_id = ${tenantId}
    AND price.variant_id = part.value AND price.currency = ${currency} AND price.list_id IN (SELECT id FROM lists)
    CROSS JOIN price_lists AS list ON list.tenant_id = ${tenantId} AND list.id = price.list_id`;
}

const flag = z.int().transform((value) => value === 1);
const rows = z.array(
  z.tuple([
    z.string(),
    z.string(),
    z.enum(["override", "sale"]),
    z.int(),
    flag,
    flag,
    z.int(),
    z.int(),
    z.int().nullable(),
  ]),
);

/** Reads a `listedColumn`: the prices of variants in lists that match. Their rules are not needed any more, only how many kinds. */
export function readListed(json: string): ReadonlyMap<string, readonly ListedPrice[]> {
  const prices = rows
    .parse(JSON.parse(json))
    .map(([variantId, id, kind, priority, hasCountries, hasGroups, amount, minQuantity, maxQuantity]) => ({
      variantId,
      amount,
      minQuantity: minQuantity === 1 ? null : minQuantity,
      maxQuantity,
      list: {
        ...{ id, kind, priority, status: "active" as const, startsAt: null, endsAt: null },
        rules: { countries: hasCountries ? [] : null, customerGroups: hasGroups ? [] : null },
      },
    }));
  return Map.groupBy(prices, ({ variantId }) => variantId);
}
