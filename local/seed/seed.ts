import { type Client, connect, idsIn, textIn } from "./client.ts";
import {
  customerGroups,
  flatRate,
  priceLists,
  promotions,
  shippingOptions,
  taxation,
  taxZones,
} from "./commerce.ts";
import { productInput } from "./product-input.ts";
import { products } from "./products/index.ts";
import { keepProgress, type Progress, readProgress } from "./progress.ts";
import { categories, collections, tenant } from "./shop.ts";

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
  await fillShop(new Steps(connect(options.url, apiKey), options.stateDir, progress));
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

/** Does each step once: the idempotency key covers a kill between the answer and its being noted. */
class Steps {
  readonly #client: Client;
  readonly #stateDir: string;
  readonly #progress: Progress;

  constructor(client: Client, stateDir: string, progress: Progress) {
    this.#client = client;
    this.#stateDir = stateDir;
    this.#progress = progress;
  }

  idOf(step: string): string {
    const id = this.#progress.done[step];
    if (id === undefined) throw new Error(`The step ${step} is not done yet.`);
    return id;
  }

  async make(step: string, path: string, body: unknown): Promise<string> {
    const known = this.#progress.done[step];
    if (known !== undefined) return known;
    const id = textIn(await this.#client.post(path, `seed-${step}`, body), "id");
    this.#progress.done[step] = id;
    keepProgress(this.#stateDir, this.#progress);
    return id;
  }

  async assign(kind: string, step: string, members: { key: string }[]): Promise<void> {
    if (members.length === 0) return;
    const productIds = members.map((member) => this.idOf(`product-${member.key}`));
    await this.#client.put(`/v1/admin/${kind}/${this.idOf(step)}/products`, { productIds });
  }

  /** Prices all variants of products in a list. */
  async priceIn(
    listId: string,
    byProduct: Readonly<Record<string, readonly [eur: number, usd: number]>>,
  ): Promise<void> {
    const prices = [];
    for (const [key, [eur, usd]] of Object.entries(byProduct)) {
      const product = await this.#client.get(`/v1/admin/products/${this.idOf(`product-${key}`)}`);
      for (const variantId of idsIn(product, "variants")) {
        prices.push({ variantId, amount: eur, currency: "EUR" }, { variantId, amount: usd, currency: "USD" });
      }
    }
    await this.#client.put(`/v1/admin/price-lists/${listId}/prices`, { prices });
  }

  async change(path: string, patch: object): Promise<void> {
    await this.#client.patch(path, patch);
  }

  /** Changes what a list has first. */
  async changeFirst(path: string, patch: object): Promise<void> {
    const [id] = idsIn(await this.#client.get(path), "items");
    await this.change(`${path}/${id}`, patch);
  }
}
