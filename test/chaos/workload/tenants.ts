import { z } from "zod";
import type { Client } from "../client/client.ts";
import type { Answer, Intent } from "../client/ledger.ts";
import { openShop, type Shop } from "./shop.ts";

const created = z.object({ id: z.string(), apiKey: z.string() });
const product = z.object({ id: z.string(), variants: z.array(z.object({ id: z.string() })) });
const countedGoods = 3;
const goodsOnSale = 4;
const stockedAtFirst = 100;

/** Opens a shop, as platform staff would, and puts goods into it whose number is kept count of. */
export async function foundShop(client: Client, platformToken: string, slug: string): Promise<Shop | null> {
  const opened = await insist(client, platformToken, "platform", `shop-${slug}`, {
    method: "POST",
    path: "/v1/platform/tenants",
    body: tenantBody(slug),
  });
  if (opened === null) return null;
  const { id, apiKey } = created.parse(JSON.parse(opened.text));
  const shop = openShop(id, slug, apiKey);
  for (let index = 0; index < countedGoods; index += 1) {
    const stocked = await insist(client, apiKey, id, `counted-${index}`, {
      method: "POST",
      path: "/v1/admin/products",
      body: goodsBody(`Counted goods ${index}`, stockedAtFirst),
    });
    const [variant] = stocked === null ? [] : product.parse(JSON.parse(stocked.text)).variants;
    if (variant !== undefined) shop.counters.set(variant.id, stockedAtFirst);
  }
  for (let index = 0; index < goodsOnSale; index += 1) {
    const variant = await putOnSale(client, shop, index);
    if (variant !== null) shop.goods.add(variant);
  }
  return shop;
}

async function putOnSale(client: Client, { id, adminKey, stockedGoods }: Shop, index: number) {
  const ask = insist.bind(null, client, adminKey, id);
  const path = "/v1/admin/products";
  const body = goodsBody(`Goods ${index}`, stockedGoods);
  const created = await ask(`goods-${index}`, { method: "POST", path, body });
  if (created === null) return null;
  const goods = product.parse(JSON.parse(created.text));
  await ask(`on-sale-${index}`, { method: "POST", path: `${path}/${goods.id}/publish` });
  return goods.variants[0]?.id ?? null;
}

async function insist(
  client: Client,
  credential: string,
  shop: string,
  key: string,
  intent: Intent,
): Promise<Answer | null> {
  const ask = { shop, what: `open ${key}`, key, intent, single: shop !== "platform" };
  const { outcome } = await client.write(ask, credential);
  return outcome.kind === "done" ? outcome : null;
}

function goodsBody(title: string, stocked: number) {
  return {
    translations: [{ locale: "en", title }],
    variants: [{ prices: [{ amount: 500, currency: "USD" }], stocked }],
  };
}

function tenantBody(slug: string) {
  return {
    slug,
    name: `Shop ${slug}`,
    defaultCurrency: "USD",
    defaultLocale: "en",
    currencies: ["USD", "EUR"],
    locales: ["en", "de"],
  };
}
