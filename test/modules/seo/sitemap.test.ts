import { describe, expect, it } from "vitest";
import { type SitemapEntry, sitemapXml } from "../../../src/modules/seo/sitemap/stream.ts";
import { productBody } from "../../support/http/products.ts";
import { all, type Element, readXml, textOf } from "../../support/xml/read-xml.ts";
import { openStorefront } from "./given.ts";

const languages = (english: string, german: string, seo: object | null = null) => ({
  translations: [
    { locale: "en", title: english, handle: english.toLowerCase(), seo },
    { locale: "de", title: german, handle: german.toLowerCase() },
  ],
});

type Storefront = ReturnType<typeof openStorefront>;

const urlsIn = (sitemap: Element) => all(sitemap, "url").map((url) => textOf(url, "loc"));

async function sitemapsOf(shop: Storefront) {
  const index = readXml(await shop.text("seo.readSitemapIndex"));
  expect(index.name).toBe("sitemapindex");
  return all(index, "sitemap").map((one) => new URL(textOf(one, "loc") ?? ""));
}

/** Everything that the index leads to. */
async function everyUrl(shop: Storefront) {
  const urls: (string | undefined)[] = [];
  for (const { pathname, searchParams } of await sitemapsOf(shop)) {
    const name = /sitemaps\/(\w+)\.xml$/.exec(pathname)?.[1];
    const bounds = { from: searchParams.get("from"), to: searchParams.get("to") };
    const sitemap = await shop.text("seo.readSitemap", { name, ...bounds });
    urls.push(...urlsIn(readXml(sitemap)));
  }
  return urls;
}

const one = { name: "products", from: null, to: null };

describe("sitemaps", () => {
  it("list what is published, each page with its other languages", async () => {
    const shop = openStorefront();
    shop.product("Lamp", languages("Lamp", "Lampe"));
    shop.must("catalogue.createProduct", productBody("Draft"));
    await shop.deliverAll();
    const sitemap = readXml(await shop.text("seo.readSitemap", one));
    expect(urlsIn(sitemap)).toEqual([
      "https://shop.example/products/lamp",
      "https://shop.example/products/lampe",
    ]);
    for (const url of all(sitemap, "url")) {
      expect(textOf(url, "lastmod")).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      expect(all(url, "xhtml:link").map(({ attributes }) => [attributes.hreflang, attributes.href])).toEqual([
        ["en", "https://shop.example/products/lamp"],
        ["de", "https://shop.example/products/lampe"],
        ["x-default", "https://shop.example/products/lamp"],
      ]);
    }
  });

  it("of all types are found from the index", async () => {
    const shop = openStorefront();
    shop.product("Lamp");
    shop.made("catalogue.createCollection", languages("Lights", "Lichter"));
    shop.made("catalogue.createCategory", { translations: [{ locale: "en", title: "Indoor" }] });
    shop.post({ translations: [{ locale: "en", title: "Hello & more", slug: "hello", body: "x" }] });
    await shop.deliverAll();
    expect((await sitemapsOf(shop)).map(({ origin }) => origin)).toEqual(
      Array(4).fill("https://api.example"),
    );
    expect((await everyUrl(shop)).toSorted()).toEqual([
      "https://shop.example/blog/hello",
      "https://shop.example/categories/indoor",
      "https://shop.example/collections/lichter",
      "https://shop.example/collections/lights",
      "https://shop.example/products/lamp",
    ]);
  });

  it("leave out what search engines shall not show, or shall know under another URL", async () => {
    const shop = openStorefront();
    shop.product("Hidden", languages("Hidden", "Versteckt", { noIndex: true }));
    shop.product("Copy", languages("Copy", "Kopie", { canonical: "https://shop.example/products/lamp" }));
    shop.product("Own", languages("Own", "Eigen", { canonical: "https://shop.example/products/own" }));
    await shop.deliverAll();
    expect((await everyUrl(shop)).toSorted()).toEqual(
      ["eigen", "kopie", "own", "versteckt"].map((handle) => `https://shop.example/products/${handle}`),
    );
  });

  it("no longer list what is unpublished or deleted", async () => {
    const shop = openStorefront();
    const [lamp, chair] = [shop.product("Lamp"), shop.product("Chair")];
    shop.must("catalogue.unpublishProduct", { id: lamp });
    shop.must("catalogue.archiveProduct", { id: chair });
    await shop.deliverAll();
    expect(await everyUrl(shop)).toEqual([]);
    shop.must("catalogue.deleteProduct", { id: lamp });
    await shop.deliverAll();
    expect(await sitemapsOf(shop)).toEqual([]);
  });

  it("name no posts and pages of a shop whose content is off", async () => {
    const shop = openStorefront({ disabledModules: ["content"] });
    shop.product("Lamp");
    shop.post({ translations: [{ locale: "en", title: "Hello", slug: "hello", body: "x" }] });
    await shop.deliverAll();
    expect(await everyUrl(shop)).toEqual(["https://shop.example/products/lamp"]);
    const posts = await shop.text("seo.readSitemap", { ...one, name: "posts" });
    expect(urlsIn(readXml(posts))).toEqual([]);
  });

  it("list one page where languages share it, and none of a language that is off", async () => {
    const shop = openStorefront({ locales: ["en"] });
    shop.product("Lamp", languages("Lamp", "Lampe"));
    await shop.deliverAll();
    expect(await everyUrl(shop)).toEqual(["https://shop.example/products/lamp"]);
  });

  it("have 10,000 URLs at most, of 25,000 products in two languages every one once", async () => {
    const shop = openStorefront();
    const names = JSON.stringify([
      ["en", "x", null],
      ["de", "y", null],
    ]);
    shop.platform.readModel.run(`INSERT INTO sitemap_entries (tenant_id, id, version, type, size, updated_at, names)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25000)
      SELECT '${shop.tenant.id}', printf('prod_%026d', i), 1, 'product', 2, '2026-01-01T00:00:00.000Z',
        replace(replace('${names}', 'x', 'e' || i), 'y', 'd' || i) FROM n`);
    const sitemaps = await sitemapsOf(shop);
    expect(sitemaps.length).toBe(5);
    const listed = await Promise.all(
      sitemaps.map(async ({ searchParams }) => {
        const bounds = { from: searchParams.get("from"), to: searchParams.get("to") };
        const text = await shop.text("seo.readSitemap", { name: "products", ...bounds });
        return [...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => url);
      }),
    );
    expect(Math.max(...listed.map(({ length }) => length))).toBeLessThanOrEqual(10_000);
    expect([listed.flat().length, new Set(listed.flat()).size]).toEqual([50_000, 50_000]);
  });

  it("of entries in 50 languages stay below 50 MB each, and are sent in small pieces", async () => {
    const locales = Array.from({ length: 50 }, (_, index) => `en-${String(index + 100)}`);
    const shop = openStorefront({ locales, defaultLocale: "en-100" });
    // `#` is the entry.
    const names = JSON.stringify(locales.map((locale) => [locale, `${locale}-#-${"x".repeat(240)}`, null]));
    shop.platform.readModel.run(`INSERT INTO sitemap_entries (tenant_id, id, version, type, size, updated_at, names)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
      SELECT '${shop.tenant.id}', printf('prod_%026d', i), 1, 'product', 50, '2026-01-01T00:00:00.000Z',
        replace('${names}', '#', i) FROM n`);
    const sitemaps = await sitemapsOf(shop);
    expect(sitemaps.length).toBe(6);
    let urls = 0;
    for (const { searchParams } of sitemaps) {
      const bounds = { from: searchParams.get("from"), to: searchParams.get("to") };
      const parts = (await shop.read("seo.readSitemap", {
        name: "products",
        ...bounds,
      })) as AsyncIterable<string>;
      let size = 0;
      for await (const part of parts) {
        expect(part.length).toBeLessThan(2_000_000);
        size += part.length;
        urls += part.split("<loc>").length - 1;
      }
      expect(size).toBeLessThan(50_000_000);
    }
    expect(urls).toBe(60 * 50);
  });
});

describe("a sitemap", () => {
  async function* endless(urls: readonly { readonly locale: string; readonly url: string }[]) {
    for (;;) yield { urls, updatedAt: "2026-01-01T00:00:00.000Z" };
  }
  async function read(entries: AsyncIterable<SitemapEntry>) {
    let size = 0;
    let urls = 0;
    for await (const part of sitemapXml(entries)) {
      size += part.length;
      urls += part.split("<loc>").length - 1;
    }
    return { size, urls };
  }

  it("ends although its entries have no pages and never end", async () => {
    expect(await read(endless([]))).toMatchObject({ urls: 0 });
  });

  it("has 50,000 URLs and 50 MB at most, however many entries there are", async () => {
    expect((await read(endless([{ locale: "en", url: "https://shop.example/a" }]))).urls).toBe(50_000);
    const long = `https://shop.example/${"x".repeat(3_000)}`;
    const { size } = await read(endless([{ locale: "en", url: long }]));
    expect(size).toBeLessThanOrEqual(50_000_000);
  });
});
