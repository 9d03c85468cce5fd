import * as z from "zod";
import type { Tenant } from "../../../kernel/access/tenant.ts";
import { refusal } from "../../../kernel/api/problem.ts";
import { movableOutput } from "../../../kernel/operation/operation.ts";
import { localeOrder } from "../../../kernel/read/locale-order.ts";
import { alwaysAPage, defineViewQuery } from "../../../kernel/read/query.ts";
import { type Fragment, sql, statement } from "../../../kernel/storage/sql.ts";
import type { ReadModel } from "../../../kernel/storage/storage.ts";
import { countrySchema } from "../../../kernel/values/country.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { listsFor } from "../../pricing/index.ts";
import { type StoreProduct, storeProduct, toStoreProduct } from "../../products/index.ts";
import { productData } from "../../structured-data/index.ts";
import { isFound, type Shopper, shopperOf, storefrontUrl } from "../../tenants/index.ts";
import { type HandleTable, handleMatch } from "../../translations/index.ts";
import { tagsOfProductPage } from "../cache-tags.ts";
import { readShopperRow, rowColumns, shopperParts } from "./rows.ts";

const output = movableOutput(storeProduct);

/** Reads a published product by handle. A former handle redirects to the current one. */
export const readStoreProduct = defineViewQuery({
  name: "catalogue.readStoreProduct",
  access: "public",
  input: z.object({
    handle: z.string().min(1).max(255),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    country: countrySchema.nullish(),
  }),
  output,
  varies: ["locale", "currency"],
  reuse: { space: alwaysAPage, tags: ({ handle }, page) => tagsOfProductPage(handle, page) },
  async run(model, { handle, currency, country }, context) {
    const shopper = await shopperOf(context, currency, country);
    if (!shopper.ok) return shopper;
    const [read, tenant] = [
      await findStoreProduct(model, context.tenantId, handle, shopper.value),
      await context.tenant(),
    ];
    if (!read.ok || !tenant.ok || "movedTo" in read.value || !isFound(tenant.value)) return read;
    const { found } = read.value;
    return ok({ found: { ...found, structuredData: dataOf(tenant.value, found) } });
  },
});

function dataOf(tenant: Tenant, product: StoreProduct) {
  const { id, handle, locale, categories } = product;
  const url = storefrontUrl(tenant, { kind: "product", id, handle, locale });
  // A product knows its categories by their handles alone.
  const isNamed = tenant.urlPatterns?.category?.includes("{id}") !== true;
  const crumbs = categories.slice(0, isNamed ? 1 : 0).map(({ title, handle }) => ({
    name: title,
    url: storefrontUrl(tenant, { kind: "category", id: "", handle, locale }),
  }));
  return productData(product, { url, crumbs });
}

/** Finds the published product with a handle. One round trip. */
export async function findStoreProduct(
  model: ReadModel,
  tenantId: string,
  handle: string,
  shopper: Pick<Shopper, "locales" | "currency"> & Partial<Pick<Shopper, "buyer" | "showsRatings">>,
): Promise<Result<z.infer<typeof output>>> {
  const { locales, currency, buyer = null, showsRatings = true } = shopper;
  const lists = buyer === null ? sql`` : sql`${listsFor(tenantId, buyer)}, `;
  const parts = shopperParts(locales, { tenantId, currency, buyer }, showsRatings);
  // A handle can be that of several locales and products. Only one row is loaded.
  const [row] = await model.all(
    statement(sql`WITH ${lists}match AS MATERIALIZED (${handleMatch(productHandles(tenantId), handle, locales)})
      SELECT match.target, p.descriptions, ${rowColumns(parts)}
      FROM match CROSS JOIN products AS p ON p.tenant_id = ${tenantId} AND p.id = match.owner`),
  );
  if (row === undefined) return refused(refusal("not-found", "There is no such product."));
  if (row.target !== null) return ok({ movedTo: String(row.target) });
  const { state, ...more } = readShopperRow(row);
  return ok({ found: toStoreProduct(state, { locales, currency, ...more }) });
}

/** The handles of published products. */
export function productHandles(tenantId: string): HandleTable {
  return {
    owner: sql`product_id`,
    withHandle: (handle) => sql`product_handles AS h
      CROSS JOIN products AS p ON p.tenant_id = h.tenant_id AND p.id = h.product_id AND p.status = 'active'
      WHERE h.tenant_id = ${tenantId} AND h.handle = ${handle}`,
    ofOwner: (owner) => sql`product_handles AS own INDEXED BY product_handles_product
      WHERE own.tenant_id = ${tenantId} AND own.product_id = ${owner}`,
  };
}

/** The current handle of a product in the first of `locales` that it has, and that locale, as JSON. Null if it is not published. */
export function currentProductHandle(tenantId: string, id: Fragment, locales: readonly string[]): Fragment {
  return sql`(SELECT json_array(h.handle, h.locale) FROM products AS p CROSS JOIN product_handles AS h INDEXED BY product_handles_product
    ON h.tenant_id = ${tenantId} AND h.product_id = p.id AND h.current = 1
    WHERE p.tenant_id = ${tenantId} AND p.id = ${id} AND p.status = 'active' ORDER BY ${localeOrder(sql`h.locale`, locales)} LIMIT 1)`;
}
