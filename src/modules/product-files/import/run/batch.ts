import type { ReadProduct } from "../../shopify/read-product.ts";

/** Products of one turn at most. */
const mostProducts = 50;
/** How long a turn may take the object, which answers nobody else meanwhile. */
const longestMs = 20;
/*
 * What a new product takes there, measured: so much for itself, for each variant, and for each kibibyte of it. A clock
 * in the object could not tell: the platform stops it while code runs.
 */
const msPerProduct = 0.8;
const msPerVariant = 0.2;
const msPerKibibyte = 0.1;

/** Gathers products for one turn of the tenant's object; between turns it answers others. */
export function openBatch() {
  let products: ReadProduct[] = [];
  let ms = 0;
  return {
    /** Whether the turn has to be taken before a product goes in. One product is never too much. */
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
