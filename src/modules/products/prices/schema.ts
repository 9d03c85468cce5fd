import * as z from "zod";
import { amountSchema, currencySchema } from "../../../kernel/values/money.ts";
import { endingAfterStart, quantityRange, shownRange } from "../../pricing/index.ts";
import { productLimits } from "../limits/limits.ts";

/** A price before there were prices for quantities. */
export const firstPrice = z.object({
  amount: amountSchema,
  currency: currencySchema,
  compareAtAmount: amountSchema.nullable(),
});

/** A variant's own price in a currency, for a range of quantities: null is no end. */
export const price = firstPrice.extend(shownRange);
export type Price = z.infer<typeof price>;

const priceInput = endingAfterStart(
  z.strictObject({
    ...firstPrice.shape,
    compareAtAmount: amountSchema.nullable().optional(),
    ...quantityRange.shape,
  }),
);
/** A price as it is asked for. What is left out is null. */
export type PriceInput = Pick<Price, "amount" | "currency"> & {
  readonly [Field in "compareAtAmount" | "minQuantity" | "maxQuantity"]?: Price[Field] | undefined;
};
export const prices = z.array(priceInput).max(productLimits.prices.value);

/** Prices as they were stored before they were for quantities, or since. */
export function withRanges(stored: readonly (z.infer<typeof firstPrice> & Partial<Price>)[]): Price[] {
  return stored.map((one) => ({ minQuantity: null, maxQuantity: null, ...one }));
}

/** The price of one unit in a currency; undefined if there is none. */
export function unitPriceIn<One extends Pick<Price, "currency" | "minQuantity">>(
  stored: readonly One[],
  currency: string,
): One | undefined {
  return stored.find((one) => one.currency === currency && one.minQuantity === null);
}

/** The most variants of a bulk request. */
export const maxBulkItems = 500;

/** Prices of many variants by SKU. Each item replaces all prices of its variant. */
const skuPrices = z.strictObject({ sku: z.string().min(1).max(255), prices });
export const bulkPricesInput = z.strictObject({
  items: z.array(skuPrices).min(1).max(maxBulkItems),
});
export type BulkPricesInput = z.infer<typeof bulkPricesInput>;

export const pricesInput = z.strictObject({ prices });

/** The names of these shapes in the API. */
export const priceInputSchemas = {
  Price: price,
  PriceInput: priceInput,
  VariantPricesInput: pricesInput,
  BulkPricesInput: bulkPricesInput,
  SkuPricesInput: skuPrices,
};
