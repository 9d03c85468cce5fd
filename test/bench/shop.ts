import { setTimeout as sleep } from "node:timers/promises";
import { catalogueCsv } from "./catalogue.ts";
import { uploadProducts } from "./upload.ts";

/** A tenant with a catalogue of some size, ready to be read. */
export interface Shop {
  readonly slug: string;
  readonly key: string;
  readonly importSeconds: number;
}

export async function openShop(
  url: string,
  platformToken: string,
  slug: string,
  products: number,
): Promise<Shop> {
  const created = await fetch(`${url}/v1/platform/tenants`, {
    method: "POST",
    headers: { Authorization: `Bearer ${platformToken}`, "Content-Type": "application/json" },
    body: JSON.stringify({ slug, name: slug, defaultCurrency: "USD", defaultLocale: "en" }),
  });
  const { apiKey: key } = (await created.json()) as { apiKey: string };
  const started = performance.now();
  await uploadProducts(url, key, catalogueCsv(products));
  const importSeconds = (performance.now() - started) / 1000;
  await untilListed(url, platformToken, slug);
  return { slug, key, importSeconds };
}

async function untilListed(url: string, platformToken: string, slug: string): Promise<void> {
  const headers = { Authorization: `Bearer ${platformToken}`, "X-Tenant": slug };
  for (;;) {
    const response = await fetch(`${url}/v1/ops/subscriptions`, { headers });
    const { items } = (await response.json()) as { items: { name: string; lagEvents: number }[] };
    if (items.find(({ name }) => name === "read-model")?.lagEvents === 0) return;
    await sleep(50);
  }
}
