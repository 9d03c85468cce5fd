import * as z from "zod";
import { defineObjectQuery } from "../../kernel/read/query.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { countrySchema } from "../../kernel/values/country.ts";
import { canonicalId, opaqueId } from "../../kernel/values/id.ts";
import { type Currency, currencySchema } from "../../kernel/values/money.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { candidatesOf, everyPrice, type PriceQuestion } from "../pricing/index.ts";
import { settingsOf } from "../tenants/index.ts";
import { noSuchProduct } from "./commands.ts";
import { readAdminProduct } from "./decision-context.ts";
import { type AdminProduct, adminProduct, adminVariant } from "./shapes.ts";
import { noSuchVariant } from "./variants/commands.ts";
import { productOfVariant } from "./variants/lookups.ts";

const byId = z.object({ id: opaqueId });

/** For whom prices are explained. */
const explanation = z.object({
  currency: currencySchema.optional(),
  country: countrySchema.optional(),
  customerGroup: z.array(z.string()).readonly().optional(),
  quantity: z.int().min(1).optional(),
});

/** Reads a product from the tenant's object, so the answer does not lag behind like the read model. */
export const readProduct = defineObjectQuery({
  name: "catalogue.readProduct",
  access: "products:read",
  input: byId.extend({ explain: explanation.nullish() }),
  output: adminProduct,
  target: ({ id }) => ({ type: "product", id: canonicalId(catalogueIds.product, id) }),
  run(database, { id, explain }, { tenantId, now }) {
    const product = readAdminProduct(database, tenantId, canonicalId(catalogueIds.product, id));
    if (product === undefined) return refused(noSuchProduct);
    if (explain === null || explain === undefined) return ok(product);
    const { currency = settingsOf(database, tenantId).defaultCurrency, country = null, ...rest } = explain;
    const { customerGroup: groups = [], quantity = 1 } = rest;
    return ok(explained(database, product, currency, { country, groups, quantity, now }));
  },
});

/** The product with all prices that its variants could have. */
function explained(
  database: TenantDatabase,
  product: AdminProduct,
  currency: Currency,
  question: PriceQuestion,
): AdminProduct {
  const listed = everyPrice(
    database,
    product.variants.map(({ id }) => id),
    currency,
  );
  const variants = product.variants.map((variant) => {
    const base = variant.prices.filter((one) => one.currency === currency);
    const priced = { variantId: variant.id, base, listed: listed.get(variant.id) ?? [] };
    return { ...variant, candidates: candidatesOf(priced, currency, question) };
  });
  return { ...product, variants };
}

export const readVariant = defineObjectQuery({
  name: "catalogue.readVariant",
  access: "products:read",
  input: byId,
  output: adminVariant,
  target({ id }, database) {
    const productId = productOfVariant(database, canonicalId(catalogueIds.variant, id));
    return productId === undefined ? null : { type: "product", id: productId };
  },
  run(database, { id }, { tenantId }) {
    const variantId = canonicalId(catalogueIds.variant, id);
    const productId = productOfVariant(database, variantId);
    const product = productId === undefined ? undefined : readAdminProduct(database, tenantId, productId);
    const variant = product?.variants.find((one) => one.id === variantId);
    return variant === undefined ? refused(noSuchVariant) : ok(variant);
  },
});
