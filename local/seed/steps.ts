import { type Client, idsIn, textIn } from "./client.ts";
import { keepProgress, type Progress } from "./progress.ts";

/** Who makes the demo shop. */
export interface Clients {
  readonly staff: Client;
  readonly guest: Client;
}

/** Does each step once: the idempotency key covers a kill between the answer and its being noted. */
export class Steps {
  readonly #clients: Clients;
  readonly #stateDir: string;
  readonly #progress: Progress;

  constructor(clients: Clients, stateDir: string, progress: Progress) {
    this.#clients = clients;
    this.#stateDir = stateDir;
    this.#progress = progress;
  }

  idOf(step: string): string {
    const id = this.#progress.done[step];
    if (id === undefined) throw new Error(`The step ${step} is not done yet.`);
    return id;
  }

  async make(step: string, path: string, body: unknown): Promise<string> {
    return await this.#make(this.#clients.staff, step, path, body);
  }

  /** Makes what a visitor without an account would. */
  async makeAsGuest(step: string, path: string, body: unknown): Promise<string> {
    return await this.#make(this.#clients.guest, step, path, body);
  }

  async #make(client: Client, step: string, path: string, body: unknown): Promise<string> {
    const known = this.#progress.done[step];
    if (known !== undefined) return known;
    const id = textIn(await client.post(path, `seed-${step}`, body), "id");
    this.#progress.done[step] = id;
    keepProgress(this.#stateDir, this.#progress);
    return id;
  }

  async assign(kind: string, step: string, members: { key: string }[]): Promise<void> {
    if (members.length === 0) return;
    const productIds = members.map((member) => this.idOf(`product-${member.key}`));
    await this.#clients.staff.put(`/v1/admin/${kind}/${this.idOf(step)}/products`, { productIds });
  }

  /** Prices all variants of products in a list. */
  async priceIn(
    listId: string,
    byProduct: Readonly<Record<string, readonly [eur: number, usd: number]>>,
  ): Promise<void> {
    const prices = [];
    for (const [key, [eur, usd]] of Object.entries(byProduct)) {
      const product = await this.#clients.staff.get(`/v1/admin/products/${this.idOf(`product-${key}`)}`);
      for (const variantId of idsIn(product, "variants")) {
        prices.push({ variantId, amount: eur, currency: "EUR" }, { variantId, amount: usd, currency: "USD" });
      }
    }
    await this.#clients.staff.put(`/v1/admin/price-lists/${listId}/prices`, { prices });
  }

  async change(path: string, patch: object): Promise<void> {
    await this.#clients.staff.patch(path, patch);
  }

  /** Changes what a list has first. */
  async changeFirst(path: string, patch: object): Promise<void> {
    const [id] = idsIn(await this.#clients.staff.get(path), "items");
    await this.change(`${path}/${id}`, patch);
  }
}
