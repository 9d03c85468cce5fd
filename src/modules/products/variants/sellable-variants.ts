import { sql } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { pickLocale } from "../../../kernel/values/locale.ts";
import type { Currency } from "../../../kernel/values/money.ts";
import type { InventoryPolicy } from "../../inventory/index.ts";
import { activePrices, type BasePrice, type ListedPrice } from "../../pricing/index.ts";
import { type Price, withRanges } from "../prices/schema.ts";
import type { Option, ProductState } from "../schema.ts";
import { variantTitle } from "./rules.ts";

/** A variant that can be ordered, in one language and currency. */
export interface SellableVariant {
  readonly variantId: string;
  readonly productId: string;
  readonly title: string;
  readonly variantTitle: string;
  readonly options: Readonly<Record<string, string>>;
  readonly sku: string | null;
  /** The variant's image or, if it has none, the product's first. */
  readonly image: { readonly url: string; readonly alt: string | null } | null;
  readonly currency: Currency;
  /** Its own prices in the currency. */
  readonly base: readonly BasePrice[];
  /** Its prices in active price lists, in the currency. */
  readonly listed: readonly ListedPrice[];
  readonly policy: InventoryPolicy;
  readonly requiresShipping: boolean;
  readonly taxCategory: string;
  readonly shippingProfile: string | null;
  /** Grams; null if nobody said them. */
  readonly weight: number | null;
  readonly vendor: string | null;
  readonly tags: readonly string[];
}

/** Reads these variants. Skips those that don't exist or whose product is not published. */
export function readSellableVariants(
  database: TenantDatabase,
  variantIds: readonly string[],
  displayContext: { readonly locales: readonly string[]; readonly currency: Currency },
): ReadonlyMap<string, SellableVariant> {
  const rows = database.all<Row>(sql`
    SELECT v.id, v.product_id, v.sku, v.options, v.prices, v.inventory_policy, v.requires_shipping, v.weight,
      p.options AS product_options, p.vendor, p.tags, p.tax_category, p.shipping_profile, COALESCE((SELECT value FROM json_each(p.images) WHERE json_extract(value, '$.url') = v.image LIMIT 1),
        json_extract(p.images, '$[0]')) AS image
    FROM json_each(${JSON.stringify([...new Set(variantIds)])}) AS wanted
    CROSS JOIN variants AS v ON v.id = wanted.value
    CROSS JOIN products AS p ON p.id = v.product_id AND p.status = 'active'`);
  const titleByProduct = readTitles(
    database,
    new Set(rows.map((row) => row.product_id)),
    displayContext.locales,
  );
  const { currency } = displayContext;
  const listed = activePrices(
    database,
    rows.map(({ id }) => id),
    currency,
  );
  return new Map(
    rows.map((row) => {
      const title = titleByProduct.get(row.product_id) ?? "";
      return [row.id, sellableVariantOf(row, title, currency, listed.get(row.id) ?? [])];
    }),
  );
}

interface Row {
  readonly id: string;
  readonly product_id: string;
  readonly sku: string | null;
  readonly options: string;
  readonly prices: string;
  readonly inventory_policy: InventoryPolicy;
  readonly requires_shipping: number;
  readonly weight: number | null;
  readonly product_options: string;
  readonly vendor: string | null;
  readonly tags: string;
  readonly tax_category: string;
  readonly shipping_profile: string | null;
  readonly image: string | null;
}

function sellableVariantOf(
  row: Row,
  title: string,
  currency: Currency,
  listed: readonly ListedPrice[],
): SellableVariant {
  // The casts are safe: only this module writes these columns.
  const options = JSON.parse(row.options) as Record<string, string>;
  const productOptions = JSON.parse(row.product_options) as readonly Option[];
  const prices = JSON.parse(row.prices) as readonly Price[];
  const image = JSON.parse(row.image ?? "null") as ProductState["images"][number] | null;
  return {
    variantId: row.id,
    productId: row.product_id,
    title,
    variantTitle: variantTitle(options, productOptions),
    options,
    sku: row.sku,
    image: image === null ? null : { url: image.url, alt: image.alt },
    currency,
    base: withRanges(prices).filter((one) => one.currency === currency),
    listed,
    policy: row.inventory_policy,
    requiresShipping: row.requires_shipping === 1,
    taxCategory: row.tax_category,
    shippingProfile: row.shipping_profile,
    weight: row.weight,
    vendor: row.vendor,
    tags: JSON.parse(row.tags) as readonly string[],
  };
}

function readTitles(
  database: TenantDatabase,
  productIds: ReadonlySet<string>,
  locales: readonly string[],
): ReadonlyMap<string, string> {
  const rows = database.all<{ product_id: string; locale: string; title: string }>(sql`
    SELECT t.product_id, t.locale, t.title
    FROM json_each(${JSON.stringify([...productIds])}) AS wanted
    CROSS JOIN product_translations AS t ON t.product_id = wanted.value
    ORDER BY t.product_id, t.locale`);
  const texts = Map.groupBy(rows, (row) => row.product_id);
  return new Map([...texts].map(([id, titles]) => [id, pickLocale(titles, locales)?.title ?? ""]));
}
