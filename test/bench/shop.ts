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
  locales: readonly string[] = ["en"],
): Promise<Shop> {
  const created = await fetch(`${url}/v1/platform/tenants`, {
    method: "POST",
    headers: { Authorization: `Bearer ${platformToken}`, "Content-Type": "application/json" },
    body: JSON.stringify({ slug, name: slug, defaultCurrency: "USD", defaultLocale: "en", locales }),
  });
  const { apiKey: key } = (await created.json()) as { apiKey: string };
  const started = performance.now();
  if (products > 0) await uploadProducts(url, key, catalogueCsv(products));
  const importSeconds = (performance.now() - started) / 1000;
  await untilProjected(url, platformToken, slug);
  return { slug, key, importSeconds };
}

/** Waits until the read model has all events. Returns how long that took, in milliseconds. */
export async function untilProjected(url: string, platformToken: string, slug: string): Promise<number> {
  const began = performance.now();
  while ((await eventsBehind(url, platformToken, slug)) > 0) await sleep(50);
  return performance.now() - began;
}

/** How many events the read model lacks. */
export async function eventsBehind(url: string, platformToken: string, slug: string): Promise<number> {
  const headers = { Authorization: `Bearer ${platformToken}`, "X-Tenant": slug };
  const response = await fetch(`${url}/v1/ops/subscriptions`, { headers });
  const { items } = (await response.json()) as { items: { name: string; lagEvents: number }[] };
  return items.find(({ name }) => name === "read-model")?.lagEvents ?? 0;
}
