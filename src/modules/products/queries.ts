import * as z from "zod";
import { defineObjectQuery } from "../../kernel/read/query.ts";
import { canonicalId, opaqueId } from "../../kernel/values/id.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { noSuchProduct } from "./commands.ts";
import { readAdminProduct } from "./decision-context.ts";
import { adminProduct, adminVariant } from "./shapes.ts";
import { noSuchVariant } from "./variants/commands.ts";
import { productOfVariant } from "./variants/lookups.ts";

const byId = z.object({ id: opaqueId });

/** Reads a product from the tenant's object, so the answer does not lag behind like the read model. */
export const readProduct = defineObjectQuery({
  name: "catalogue.readProduct",
  access: "products:read",
  input: byId,
  output: adminProduct,
  target: ({ id }) => ({ type: "product", id: canonicalId(catalogueIds.product, id) }),
  run(database, { id }, { tenantId }) {
    const product = readAdminProduct(database, tenantId, canonicalId(catalogueIds.product, id));
    return product === undefined ? refused(noSuchProduct) : ok(product);
  },
});

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
