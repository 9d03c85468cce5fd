import type { Row } from "../../../../kernel/storage/storage.ts";
import { type StoreProduct, type StoreVariant, toStoreProduct } from "../../../products/index.ts";
import { readShopperRow } from "../rows.ts";
import { hasPriceRange, type VariantFilters } from "./variants.ts";

type Listed = Omit<StoreProduct, "description">;

/** Renders a row with `shopperParts` as a product in a list. */
export function toListed(row: Row, locales: readonly string[], currency: string): Listed {
  const { state, availableByVariant, listedByVariant, groups, rating } = readShopperRow(row);
  const { description: _, ...listed } = toStoreProduct(state, {
    locales,
    currency,
    availableByVariant,
    listedByVariant,
    groups,
    rating,
  });
  return listed;
}

/**
 * What a card shows: of images only the first, of variants the first that meets the filters, so that a filter for blue
 * shows the blue one.
 */
export function asCard(product: Listed, filters: VariantFilters | null = null): Listed {
  const { variants, images } = product;
  const shown = (filters === null ? undefined : variants.find(meets(filters))) ?? variants[0];
  return { ...product, variants: shown === undefined ? [] : [shown], images: images.slice(0, 1) };
}

/** The same conditions as `variantConditions`. If the list is of what is sold out, none of these is in stock. */
function meets(filters: VariantFilters) {
  const { inStock, option, minPrice, maxPrice } = filters;
  return ({ options, price, available }: StoreVariant): boolean =>
    (inStock !== true || available) &&
    Object.entries(option).every(([name, values]) => values.includes(options[name] ?? "")) &&
    (!hasPriceRange(filters) ||
      (price !== null && price.amount >= (minPrice ?? 0) && price.amount <= (maxPrice ?? price.amount)));
}
