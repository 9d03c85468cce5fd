import { catalogueCsv } from "./catalogue.ts";

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
  const imported = await fetch(`${url}/v1/admin/imports/shopify-products`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "text/csv" },
    body: catalogueCsv(products),
  });
  const token = imported.headers.get("Consistency-Token") ?? "";
  await imported.json();
  const importSeconds = (performance.now() - started) / 1000;
  await untilListed(url, slug, token);
  return { slug, key, importSeconds };
}

async function untilListed(url: string, slug: string, token: string): Promise<void> {
  for (;;) {
    const listed = await fetch(`${url}/v1/store/products?limit=1`, {
      headers: { "X-Tenant": slug, "Consistency-Token": token },
    });
    await listed.arrayBuffer();
    if (listed.status === 200) return;
  }
}
