import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { pointedErrorShape } from "../../../kernel/api/shapes.ts";
import { byteLength } from "../../../kernel/json.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { loadSettings } from "../../tenants/index.ts";
import { productLimits } from "../limits/limits.ts";
import { bulkPricesInput, price } from "../prices/schema.ts";
import { readProductState } from "../store.ts";
import { decideBulkPrices, type PricedProduct } from "./rules.ts";
import { productsOfSkus, readVariantPrices } from "./store.ts";

const pricesOfVariant = z.object({ variantId: z.string(), sku: z.string(), prices: z.array(price) });

const bulkPrices = z.object({
  items: z.array(pricesOfVariant),
  errors: z
    .array(pointedErrorShape)
    .optional()
    .describe("With `partial=true`: the items that were refused, and why."),
});

/** The names of these shapes in the API. */
export const bulkPriceSchemas = { VariantPrices: pricesOfVariant, BulkPrices: bulkPrices };

/** Sets the prices of many variants by SKU: all or nothing, or with `partial` the items that can be set. */
export const setPricesBySku = defineCommand({
  name: "catalogue.setPricesBySku",
  access: "products:update",
  input: bulkPricesInput.extend({ partial: z.boolean().default(false) }),
  output: bulkPrices,
  load(database, { items }, context) {
    const { currencies } = loadSettings(database, context);
    return { currencies, products: loadProducts(database, items) };
  },
  decide({ currencies, products }, { items, partial }) {
    if (products === null) return refused(tooMuch);
    const decided = decideBulkPrices(items, products, { currencies, partial });
    if (!decided.ok) return decided;
    const { events, applied, errors } = decided.value;
    const skus = items.filter((_, index) => applied.has(index)).map(({ sku }) => sku);
    return ok({
      events,
      answer: (database: TenantDatabase) => ({
        items: [...readVariantPrices(database, skus)],
        ...(partial ? { errors: [...errors] } : {}),
      }),
    });
  },
});

const tooMuch = refusal(
  "too-large",
  `The products have more than ${productLimits.bulkPriceProducts.value} bytes together. Set the prices of fewer at a time.`,
);

/** Reads the products of the items; null if they are too large together. */
function loadProducts(
  database: TenantDatabase,
  items: readonly { readonly sku: string }[],
): readonly PricedProduct[] | null {
  const productBySku = productsOfSkus(
    database,
    items.map(({ sku }) => sku),
  );
  const indexesByProduct = Map.groupBy(items.keys(), (index) => productBySku.get(items[index]?.sku ?? ""));
  const products: PricedProduct[] = [];
  let bytes = 0;
  for (const [productId, indexes] of indexesByProduct) {
    const product = productId === undefined ? undefined : readProductState(database, productId);
    if (product === undefined) continue;
    bytes += byteLength(JSON.stringify(product));
    if (bytes > productLimits.bulkPriceProducts.value) return null;
    products.push({ product, indexes });
  }
  return products;
}
