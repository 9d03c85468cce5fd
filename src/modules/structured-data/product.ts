import { decimalOf, exponentOf, type Money } from "../../kernel/values/money.ts";
import { breadcrumbs, type Crumb } from "./breadcrumbs.ts";
import type { StructuredData } from "./schema.ts";
import { plainText, structured, type Thing } from "./things.ts";

interface Offered {
  readonly sku: string | null;
  readonly gtin: string | null;
  readonly title: string;
  readonly price: Money | null;
  readonly availability: "in-stock" | "backorder" | "out-of-stock";
}

/** What the data of a product is made from. */
export interface ProductFacts {
  readonly title: string;
  readonly description: string | null;
  readonly vendor: string | null;
  readonly images: readonly { readonly url: string }[];
  readonly variants: readonly Offered[];
  readonly priceRange: { readonly min: Money; readonly max: Money } | null;
  readonly available: boolean;
  readonly rating: { readonly average: number | null; readonly count: number };
  readonly seo: { readonly description?: string | undefined } | null;
}

/** Variants with an offer of their own. Of more, only the range of prices is told. */
const mostPrices = 50;
const mostImages = 10;

/** What a product is and costs. `crumbs` lead to it. */
export function productData(
  product: ProductFacts,
  { url, crumbs }: { readonly url: string; readonly crumbs: readonly Crumb[] },
): StructuredData {
  const { title, vendor, images, variants, rating, seo } = product;
  const [only, ...others] = variants;
  const single = others.length === 0 ? only : undefined;
  return structured(
    {
      "@type": "Product",
      name: title,
      description: seo?.description ?? plainText(product.description),
      url,
      image: images.length === 0 ? undefined : images.slice(0, mostImages).map((image) => image.url),
      brand: vendor === null ? undefined : { "@type": "Brand", name: vendor },
      sku: single?.sku,
      gtin: single?.gtin,
      aggregateRating:
        rating.average === null || rating.count === 0
          ? undefined
          : { "@type": "AggregateRating", ratingValue: rating.average, reviewCount: rating.count },
      [words.sold]: pricesOf(product, url),
    },
    breadcrumbs([...crumbs, { name: title, url }]),
  );
}

function pricesOf({ variants, priceRange, available }: ProductFacts, url: string) {
  const priced = variants.flatMap(({ price, ...one }) => (price === null ? [] : [{ ...one, price }]));
  if (priceRange === null || priced.length === 0) return undefined;
  if (priced.length <= mostPrices) return priced.map((one) => priceOf(one, priced.length > 1, url));
  return {
    "@type": "AggregateOffer",
    lowPrice: priceText(priceRange.min),
    highPrice: priceText(priceRange.max),
    priceCurrency: priceRange.min.currency,
    [words.count]: priced.length,
    availability: availabilities[available ? "in-stock" : "out-of-stock"],
    url,
  };
}

function priceOf(
  { sku, gtin, title, price, availability }: Offered & { readonly price: Money },
  isNamed: boolean,
  url: string,
): Thing {
  return {
    "@type": "Offer",
    name: isNamed ? title : undefined,
    sku,
    gtin,
    price: priceText(price),
    priceCurrency: price.currency,
    availability: availabilities[availability],
    url,
  };
}

/** Terms of schema.org that mean something else in this code. */
const words = { sold: "offers", count: "offerCount" } as const;

const availabilities = {
  "in-stock": "https://schema.org/InStock",
  backorder: "https://schema.org/BackOrder",
  "out-of-stock": "https://schema.org/OutOfStock",
} as const;

function priceText({ amount, currency }: Money): string {
  return decimalOf(amount, exponentOf(currency));
}
