import { describe, expect, it } from "vitest";
import * as z from "zod";
import { articleData, productData } from "../../../src/modules/structured-data/index.ts";
import { openStorefront } from "./given.ts";

const sold = "offers";
const usd = (amount: number) => ({ amount, currency: "USD" as never });
const offered = (sku: string, amount: number) => ({
  sku,
  gtin: null,
  title: sku,
  price: usd(amount),
  availability: "in-stock" as const,
});
const lamp = {
  title: "Lamp",
  description: "<p>Bright &amp; <b>warm</b></p>",
  vendor: "Harbour",
  images: [{ url: "https://images.example/lamp.jpg" }],
  variants: [offered("L-1", 1_050)],
  priceRange: { min: usd(1_050), max: usd(1_050) },
  available: true,
  rating: { average: 4.5, count: 2 },
  seo: null,
};
const place = {
  url: "https://shop.example/products/lamp",
  crumbs: [{ name: "Lights", url: "https://shop.example/l" }],
};

describe("what search engines are told of a product", () => {
  it("is what it is, what it costs, and the way to it", () => {
    const [product, crumbs] = productData(lamp, place);
    expect(product).toMatchObject({
      "@context": "https://schema.org",
      "@type": "Product",
      name: "Lamp",
      brand: { "@type": "Brand", name: "Harbour" },
      aggregateRating: { ratingValue: 4.5, reviewCount: 2 },
      [sold]: [
        {
          "@type": "Offer",
          price: "10.50",
          priceCurrency: "USD",
          availability: "https://schema.org/InStock",
          url: place.url,
        },
      ],
    });
    expect(crumbs).toMatchObject({
      "@type": "BreadcrumbList",
      itemListElement: [
        { position: 1, name: "Lights" },
        { position: 2, name: "Lamp", item: place.url },
      ],
    });
  });

  it("stays short: of many variants, only the range of prices", () => {
    const variants = Array.from({ length: 100 }, (_, index) => offered(`L-${index}`, 1_000 + index));
    const many = { ...lamp, variants, priceRange: { min: usd(1_000), max: usd(1_099) } };
    const [product] = productData(many, place);
    expect(Object(product)[sold]).toMatchObject({
      "@type": "AggregateOffer",
      lowPrice: "10.00",
      priceCurrency: "USD",
    });
    expect(JSON.stringify(productData(many, place)).length).toBeLessThan(2_000);
  });

  it("has no offers without a price, and no stars without reviews", () => {
    const variants = [{ ...offered("L-1", 1), price: null }];
    const rating = { average: null, count: 0 };
    const [product] = productData({ ...lamp, variants, priceRange: null, rating }, place);
    expect(product).not.toHaveProperty("offers");
    expect(product).not.toHaveProperty("aggregateRating");
  });
});

it("No text ends the script that the data stands in", () => {
  const title = "</script><script>alert(1)</script><!--";
  const article = {
    title,
    excerpt: title,
    locale: "en",
    author: { name: title },
    tags: [{ name: title }],
    seo: { description: title },
    publishedAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
  };
  const data = [
    ...articleData("Article", article, { url: "/a", publisher: title }),
    ...productData({ ...lamp, title, vendor: title, description: title }, place),
  ];
  expect(JSON.stringify(data)).not.toContain("<");
});

const found = z.object({
  found: z.looseObject({ structuredData: z.array(z.looseObject({ "@type": z.string() })).optional() }),
});
const typesIn = (answer: unknown) => found.parse(answer).found.structuredData?.map((one) => one["@type"]);

describe("store reads of one", () => {
  it("have data of their kind, under the URLs of the storefront", async () => {
    const shop = openStorefront();
    shop.product("Lamp");
    shop.made("catalogue.createCollection", { translations: [{ locale: "en", title: "Lights" }] });
    shop.post({ translations: [{ locale: "en", title: "Hello", body: "x" }] });
    await shop.deliverAll();
    const product = await shop.read("catalogue.readStoreProduct", { handle: "lamp" });
    expect(typesIn(product)).toEqual(["Product", "BreadcrumbList"]);
    expect(JSON.stringify(product)).toContain("https://shop.example/products/lamp");
    expect(typesIn(await shop.read("content.readStorePost", { slug: "hello" }))).toEqual([
      "Article",
      "BreadcrumbList",
    ]);
    expect(typesIn(await shop.read("catalogue.readStoreCollection", { handle: "lights" }))).toEqual([
      "CollectionPage",
      "BreadcrumbList",
    ]);
    expect(await shop.read("tenants.readStore", {})).toMatchObject({
      structuredData: [{ "@type": "Organization", url: "https://shop.example/" }],
    });
  });

  it("have none where the module is off", async () => {
    const shop = openStorefront({ disabledModules: ["seo"] });
    shop.product("Lamp");
    await shop.deliverAll();
    expect(typesIn(await shop.read("catalogue.readStoreProduct", { handle: "lamp" }))).toBeUndefined();
  });
});
