import { beforeAll, describe, expect, it } from "vitest";
import { byteLength } from "../../../src/kernel/json.ts";
import { type Keyset, pageLimits } from "../../../src/kernel/read/page.ts";
import { storeSorts } from "../../../src/modules/listing/view/lists/sorts.ts";
import { openShop, type Shop } from "../../support/node/shop.ts";
import { listed, sell } from "./search/shop.ts";

type Asked = Parameters<typeof listed>[1];

const images = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    url: `https://images.example/${index}${"x".repeat(4_000)}`,
  }));

/** Twelve products of up to 400 KB, in pairs of the same title and price. */
async function openLargeShop(): Promise<Shop> {
  const shop = openShop();
  for (let index = 0; index < 12; index += 1) {
    shop.platform.clock.advance(1_000);
    const pair = Math.floor(index / 2);
    const variants = [{ prices: [{ amount: 100 + (pair % 3), currency: "USD" }], stocked: pair }];
    sell(shop, `Lamp ${pair % 4}`, { variants, images: images((index % 3) * 50), tags: [`tag ${pair}`] });
  }
  await shop.platform.deliverAll();
  return shop;
}

/** Reads all pages. */
async function walk(shop: Shop, asked: Asked, limit: number) {
  const pages: Awaited<ReturnType<typeof listed>>[] = [];
  let after: Keyset | null = null;
  do {
    const page = await listed(shop, { ...asked, page: { limit, after, count: true } });
    pages.push(page);
    after = page.next;
  } while (after !== null && pages.length < 50);
  return pages;
}

const idsIn = (pages: Awaited<ReturnType<typeof walk>>) =>
  pages.flatMap(({ items }) => items.map(({ id }) => id));

describe("a list of large products", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openLargeShop();
  });

  const asked = storeSorts.flatMap((sort) =>
    [
      { sort },
      { sort, q: "lamp" },
      { sort, filters: { minPrice: 101 } },
      { sort, q: "lamp", filters: { tag: ["tag 1", "tag 2", "tag 3", "tag 4"] } },
    ].map((one) => [JSON.stringify(one), one] as const),
  );
  it.each(asked)("%s has the same products in the same order as one by one", async (_, one) => {
    const single = await walk(shop, { ...one, facets: true }, 1);
    const pages = await walk(shop, { ...one, facets: true }, 100);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.length).toBeLessThan(single.length);
    expect(idsIn(pages)).toEqual(idsIn(single));
    expect(new Set(idsIn(pages)).size).toBe(single.length);
    for (const page of pages) {
      expect(page.totalCount).toBe(single.length);
      expect(page.facets).toEqual(single[0]?.facets);
      expect(byteLength(JSON.stringify(page))).toBeLessThan(1.1 * pageLimits.bytes.value);
    }
  });
});

it("a product in 100 collections with long titles counts with them", async () => {
  const shop = openShop();
  const productIds = Array.from({ length: 10 }, (_, index) => sell(shop, `Lamp ${index}`));
  for (let index = 0; index < 100; index += 1) {
    const made = shop.must("catalogue.createCollection", {
      translations: [{ locale: "en", title: `${index} ${"照".repeat(490)}`, handle: `lights-${index}` }],
    });
    shop.must("catalogue.setProductsOfCollection", { id: Object(made).id, productIds });
  }
  await shop.platform.deliverAll();
  const pages = await walk(shop, {}, 100);
  expect(pages.length).toBeGreaterThan(1);
  expect(new Set(idsIn(pages)).size).toBe(10);
  for (const page of pages)
    expect(byteLength(JSON.stringify(page))).toBeLessThan(1.1 * pageLimits.bytes.value);
});

it("facets of many long values have their most frequent ones", async () => {
  const shop = openShop();
  for (let index = 0; index < 3; index += 1) {
    const tags = Array.from({ length: 240 }, (_, tag) => `${index}-${tag} ${"ж".repeat(240)}`);
    sell(shop, `Lamp ${index}`, { tags: ["common", ...tags] });
  }
  await shop.platform.deliverAll();
  const { facets } = await listed(shop, { facets: true });
  expect(facets?.tag[0]).toEqual({ value: "common", count: 3 });
  expect(facets?.tag.length).toBeGreaterThan(20);
  expect(byteLength(JSON.stringify(facets?.tag))).toBeLessThanOrEqual(32 * 1024 + 2);
});

it("a list by long titles goes on from a short cursor", async () => {
  const shop = openShop();
  for (const letter of ["a", "b"]) sell(shop, letter + "\u{fdfa}".repeat(499));
  await shop.platform.deliverAll();
  const [first, second] = await walk(shop, { sort: "title" }, 1);
  expect(second?.items).toHaveLength(1);
  expect(JSON.stringify(first?.next).length).toBeLessThan(400);
});
