import { z } from "zod";
import type { Client } from "../client/client.ts";
import type { Shop } from "./shop.ts";

/** What a shop's lists showed in the quiet. */
export interface AnsweredLists {
  /** Staff's list of products: versions by id. */
  readonly admin: ReadonlyMap<string, number>;
  /** Shoppers' list: ids. */
  readonly store: ReadonlySet<string>;
  /** Staff's list of orders: numbers. */
  readonly orders: ReadonlySet<number>;
}

const page = z.object({ items: z.array(z.unknown()), nextCursor: z.string().nullable() });
const product = z.object({ id: z.string(), version: z.number() });
const shown = z.object({ id: z.string() });
const order = z.object({ number: z.number() });

/** Reads all pages of a shop's lists. A thing that is listed twice is written down in `twice`. */
export async function readLists(shop: Shop, client: Client, twice: string[]): Promise<AnsweredLists> {
  const read = async <Item>(path: string, credential: string | null, item: z.ZodType<Item>) => {
    const items = await allOf(client, path, shop, credential);
    const texts = items.map((one) => JSON.stringify(one));
    if (new Set(texts).size !== texts.length) twice.push(`${path} of ${shop.slug} lists something twice`);
    return items.map((one) => item.parse(one));
  };
  const admin = await read("/v1/admin/products", shop.adminKey, product);
  const store = await read("/v1/store/products", null, shown);
  const orders = await read("/v1/admin/orders", shop.adminKey, order);
  return {
    admin: new Map(admin.map(({ id, version }) => [id, version])),
    store: new Set(store.map(({ id }) => id)),
    orders: new Set(orders.map(({ number }) => number)),
  };
}

async function allOf(
  client: Client,
  path: string,
  { slug }: Shop,
  credential: string | null,
): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const after = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const headers = { "X-Tenant": slug };
    const answer = await client.read(
      { method: "GET", path: `${path}?limit=100${after}`, headers },
      credential,
    );
    if (answer.kind !== "done") throw new Error(`${path} of ${slug} in the quiet: ${JSON.stringify(answer)}`);
    const { items: more, nextCursor } = page.parse(JSON.parse(answer.text));
    items.push(...more);
    cursor = nextCursor;
  }
  return items;
}
