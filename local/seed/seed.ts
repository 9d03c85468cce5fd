import { type Client, connect, textIn } from "./client.ts";
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
}
