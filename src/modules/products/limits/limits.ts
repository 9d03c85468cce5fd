import { defineLimits } from "../../../kernel/limit.ts";

const list = { unit: "count", per: "value", beyond: "400 `validation-failed`" } as const;

/** The bounds of one product. */
export const productLimits = defineLimits({
  product: {
    // Less than a resource may have: the rest is for former handles.
    value: 480 * 1024,
    unit: "bytes",
    per: "value",
    what: "A product with its translations and variants, as JSON",
    beyond: "422 `too-large`",
  },
  variants: {
    ...list,
    value: 250,
    what: "Variants of a product",
    beyond: "400 `validation-failed`, or 422 `too-large` when a variant is added",
  },
  options: { ...list, value: 10, what: "Options of a product" },
  optionValues: { ...list, value: 250, what: "Values of an option" },
  images: { ...list, value: 250, what: "Images of a product" },
  imagePixels: { ...list, unit: "count", value: 20_000, what: "Pixels of the width or height of an image" },
  tags: { ...list, value: 250, what: "Tags of a product" },
  bulkPriceProducts: {
    value: 16 * 1024 * 1024,
    unit: "bytes",
    per: "request",
    what: "Products whose prices one request sets, as JSON",
    beyond: "422 `too-large`",
  },
  prices: { ...list, value: 50, what: "Prices of a variant" },
  attributes: { ...list, value: 100, what: "Attributes of a product" },
  metadata: { ...list, value: 32 * 1024, unit: "bytes", what: "The metadata of a product, as JSON" },
});
