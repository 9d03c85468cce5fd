import { type Fragment, sql } from "../../../../kernel/storage/sql.ts";
import { bestListed, variantsInLists } from "../../../pricing/index.ts";
import type { Buyer } from "../../../tenants/index.ts";

/** Whose prices are looked up, and in which currency. */
export interface PriceScope {
  readonly tenantId: string;
  readonly currency: string;
  /** Null: the base prices. Otherwise the statement has the CTE `lists`, of `listsFor`. */
  readonly buyer: Buyer | null;
}

/** The prices of one unit of a product's variants, as `variant_id, product_id, policy, amount` of `v`, with an open WHERE clause. */
export function variantPricesOf(scope: PriceScope, product: Fragment): Fragment {
  const { tenantId, currency, buyer } = scope;
  if (buyer === null)
    return sql`variant_prices AS v INDEXED BY variant_prices_product
      WHERE v.tenant_id = ${tenantId} AND v.product_id = ${product} AND v.currency = ${currency}`;
  return sql`(SELECT own.variant_id, own.product_id, own.policy, ${unitAmount(scope, sql`own.variant_id`)} AS amount
    FROM catalogue_variants AS own INDEXED BY catalogue_variants_product
    WHERE own.tenant_id = ${tenantId} AND own.product_id = ${product}) AS v WHERE v.amount IS NOT NULL`;
}

/** The same prices of all variants of the products of `most_selective`, as `v`, with an open WHERE clause. */
export function matchingPrices(scope: PriceScope): Fragment {
  const { tenantId, currency, buyer } = scope;
  if (buyer === null)
    return sql`most_selective CROSS JOIN variant_prices AS v INDEXED BY variant_prices_product
      ON v.tenant_id = ${tenantId} AND v.product_id = most_selective.product_id AND v.currency = ${currency} WHERE true`;
  return sql`(SELECT own.variant_id, own.product_id, own.policy, ${unitAmount(scope, sql`own.variant_id`)} AS amount
    FROM most_selective CROSS JOIN catalogue_variants AS own INDEXED BY catalogue_variants_product
    ON own.tenant_id = ${tenantId} AND own.product_id = most_selective.product_id) AS v WHERE v.amount IS NOT NULL`;
}

/** The price of one variant, as `variant_id, policy, amount` of `v`, with an open WHERE clause. */
export function variantPrice(scope: PriceScope, variant: Fragment): Fragment {
  const { tenantId, currency, buyer } = scope;
  if (buyer === null)
    return sql`variant_prices AS v WHERE v.tenant_id = ${tenantId} AND v.variant_id = ${variant} AND v.currency = ${currency}`;
  return sql`(SELECT own.variant_id, own.policy, ${unitAmount(scope, sql`own.variant_id`)} AS amount
    FROM catalogue_variants AS own WHERE own.tenant_id = ${tenantId} AND own.variant_id = ${variant}) AS v
    WHERE v.amount IS NOT NULL`;
}

/** The products with a variant that has a price in `lists`, as `product_id`. Each can be there several times. */
export function productsInLists(scope: PriceScope): Fragment {
  return sql`SELECT own.product_id FROM ${variantsInLists(scope)}
    CROSS JOIN catalogue_variants AS own ON own.tenant_id = ${scope.tenantId} AND own.variant_id = price.variant_id`;
}

/** The same price that `selectPrice` selects: an override, else the base price, or a sale if that is lower. Null if there is none. */
function unitAmount(scope: PriceScope, variant: Fragment): Fragment {
  const { tenantId, currency } = scope;
  return sql`(SELECT min(COALESCE(best.regular, best.sale), COALESCE(best.sale, best.regular)) FROM (SELECT
    COALESCE(${bestListed("override", scope, variant)}, (SELECT base.amount FROM variant_prices AS base
      WHERE base.tenant_id = ${tenantId} AND base.variant_id = ${variant} AND base.currency = ${currency})) AS regular,
    ${bestListed("sale", scope, variant)} AS sale) AS best)`;
}
