import { z } from "zod";
import { readStorePage, type StoreListInput } from "../../../../src/modules/listing/view/lists/list-store.ts";
import { questionOf } from "../../../../src/modules/term-search/full-text/question.ts";
import { productBody } from "../../../support/http/products.ts";
import { openShop, type Shop } from "../../../support/node/shop.ts";

const answered = z.object({ id: z.string() });

/** Creates and publishes a product. Returns its id. */
export function sell(shop: Shop, title: string, more: Readonly<Record<string, unknown>> = {}): string {
  const { id } = answered.parse(shop.must("catalogue.createProduct", productBody(title, more)));
  shop.must("catalogue.publishProduct", { id });
  return id;
}

/** Opens a shop with these products, published and projected. */
export async function shopWith(
  products: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Promise<Shop> {
  const shop = openShop();
  shop.must("tenants.changeSettings", { locales: ["en", "de", "ru", "uk", "ja", "zh", "ko", "vi", "el"] });
  for (const [title, more] of Object.entries(products)) sell(shop, title, more);
  await shop.platform.deliverAll();
  return shop;
}

export const anything: StoreListInput["filters"] = {
  ids: [],
  collection: [],
  category: [],
  tag: [],
  vendor: [],
  type: [],
  inStock: null,
  minPrice: null,
  maxPrice: null,
  option: {},
  attr: {},
};

interface Asked extends Partial<Omit<StoreListInput, "filters" | "question">> {
  readonly q?: string | null;
  readonly filters?: Partial<StoreListInput["filters"]>;
}

/** Reads a page of the store's list from the view. */
export async function listed(shop: Shop, { q = null, filters, ...more }: Asked) {
  const page = await readStorePage(shop.platform.readModel, shop.tenant.id, {
    question: q === null ? null : questionOf(q),
    filters: { ...anything, ...filters },
    sort: "relevance",
    facets: false,
    currency: "USD",
    locales: ["en"],
    sortLocale: "en",
    page: { limit: 100, after: null, count: false },
    ...more,
  });
  return { ...page, atLeast: page.atLeast ?? false };
}

/** Returns the titles of the hits, most relevant first. */
export async function titlesOf(shop: Shop, q: string, more: Asked = {}): Promise<readonly string[]> {
  const { items } = await listed(shop, { q, ...more });
  return items.map(({ title }) => title);
}
