import { connect, connectAsGuest, textIn } from "./client.ts";
import {
  customerGroups,
  flatRate,
  priceLists,
  promotions,
  shippingOptions,
  taxation,
  taxZones,
} from "./commerce.ts";
import { fillMagazine } from "./magazine/fill.ts";
import { productInput } from "./product-input.ts";
import { products } from "./products/index.ts";
import { keepProgress, type Progress, readProgress } from "./progress.ts";
import { categories, collections, tenant } from "./shop.ts";
import { Steps } from "./steps.ts";

export interface SeedOptions {
  url: string;
  stateDir: string;
  platformToken: string;
}

/** Makes the demo shop on the first start, and answers its admin key on every start. */
export async function seedDemo(options: SeedOptions): Promise<string> {
  const progress = readProgress(options.stateDir);
  const apiKey = progress.apiKey ?? (await makeTenant(options, progress));
  if (progress.finished) return apiKey;
  console.log("Making the demo shop …");
  const clients = { staff: connect(options.url, apiKey), guest: connectAsGuest(options.url, tenant.slug) };
  await fillShop(new Steps(clients, options.stateDir, progress));
  keepProgress(options.stateDir, { ...progress, finished: true });
  return apiKey;
}

async function makeTenant(
  { url, stateDir, platformToken }: SeedOptions,
  progress: Progress,
): Promise<string> {
  const answer = await connect(url, platformToken).post("/v1/platform/tenants", "seed-tenant", tenant);
  progress.apiKey = textIn(answer, "apiKey");
  keepProgress(stateDir, progress);
  return progress.apiKey;
}

async function fillShop(steps: Steps): Promise<void> {
  for (const { key, parent, translations } of categories) {
    const parentId = parent === undefined ? {} : { parentId: steps.idOf(`category-${parent}`) };
    await steps.make(`category-${key}`, "/v1/admin/categories", { translations, ...parentId });
  }
  for (const { key, translations } of collections) {
    await steps.make(`collection-${key}`, "/v1/admin/collections", { translations });
  }
  for (const product of products) {
    const id = await steps.make(`product-${product.key}`, "/v1/admin/products", productInput(product));
    await steps.make(`publish-${product.key}`, `/v1/admin/products/${id}/publish`, {});
  }
  await assign(steps);
  await sell(steps);
  await fillMagazine(steps);
}

/** Prices, promotions, taxes and shipping. */
async function sell(steps: Steps): Promise<void> {
  for (const { key, ...group } of customerGroups) {
    await steps.make(`group-${key}`, "/v1/admin/customer-groups", group);
  }
  for (const { key, list, prices } of priceLists) {
    const id = await steps.make(`price-list-${key}`, "/v1/admin/price-lists", list);
    await steps.priceIn(id, prices);
  }
  await steps.change("/v1/admin/settings", taxation);
  for (const { key, ...zone } of taxZones) {
    await steps.make(`tax-zone-${key}`, "/v1/admin/tax-zones", zone);
  }
  for (const { key, ...promotion } of promotions((step) => steps.idOf(step))) {
    await steps.make(`promotion-${key}`, "/v1/admin/promotions", promotion);
  }
  await steps.changeFirst("/v1/admin/shipping-options", flatRate);
  for (const { key, ...option } of shippingOptions) {
    await steps.make(`shipping-${key}`, "/v1/admin/shipping-options", option);
  }
}

async function assign(steps: Steps): Promise<void> {
  for (const { key } of categories) {
    const members = products.filter((product) => product.category === key);
    await steps.assign("categories", `category-${key}`, members);
  }
  for (const { key } of collections) {
    const members = products.filter((product) => product.collections?.includes(key));
    await steps.assign("collections", `collection-${key}`, members);
  }
}
