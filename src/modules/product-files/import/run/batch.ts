import type { ReadProduct } from "../../shopify/read-product.ts";

/** The most products of one batch. */
const mostProducts = 50;
/** The longest time that a batch may block the tenant's object. */
const longestMs = 20;
/*
 * Measured costs of a new product: a base, plus one per variant and per KiB of description. The object can't measure
 * them itself, because Workers freezes the clock while code runs.
 */
const msPerProduct = 0.8;
const msPerVariant = 0.2;
const msPerKibibyte = 0.1;

/** Collects products for one call of the tenant's object. Between batches, the object serves other requests. */
export function openBatch() {
  let products: ReadProduct[] = [];
  let ms = 0;
  return {
    /** Whether the batch must run before the product is added. A single product always fits. */
    isFullWith: (product: ReadProduct): boolean =>
      products.length > 0 && (products.length >= mostProducts || ms + msOf(product) > longestMs),
    add(product: ReadProduct): void {
      products.push(product);
      ms += msOf(product);
    },
    take(): readonly ReadProduct[] {
      const taken = products;
      products = [];
      ms = 0;
      return taken;
    },
  };
}

function msOf({ product }: ReadProduct): number {
  const kibibytes = (product.description?.length ?? 0) / 1024;
  return msPerProduct + product.variants.length * msPerVariant + kibibytes * msPerKibibyte;
}
