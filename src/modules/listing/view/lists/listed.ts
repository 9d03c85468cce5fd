import type { Row } from "../../../../kernel/storage/storage.ts";
import { type StoreProduct, toStoreProduct } from "../../../products/index.ts";
import { readShopperRow } from "../rows.ts";

type Listed = Omit<StoreProduct, "description">;

/** Renders a row with `shopperParts` as a product in a list. */
export function toListed(row: Row, locales: readonly string[], currency: string): Listed {
  const { state, availableByVariant, groups } = readShopperRow(row);
  const { description: _, ...listed } = toStoreProduct(state, {
    locales,
    currency,
    availableByVariant,
    groups,
  });
  return listed;
}

/** What a card shows: of variants and images only the first. */
export function asCard(product: Listed): Listed {
  return { ...product, variants: product.variants.slice(0, 1), images: product.images.slice(0, 1) };
}
