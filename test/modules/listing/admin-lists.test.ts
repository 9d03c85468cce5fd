import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Keyset } from "../../../src/kernel/read/page.ts";
import { type adminSorts, readAdminPage } from "../../../src/modules/listing/view/lists/list-admin.ts";
import { readVariantPage } from "../../../src/modules/listing/view/lists/list-variants.ts";
import { productBody } from "../../support/http/products.ts";
import { openShop, type Shop } from "../../support/node/shop.ts";

const anything = {
  q: null,
  status: [],
  vendor: [],
  type: [],
  tag: [],
  sku: [],
  handle: [],
  updatedSince: null,
};
const created = z.object({ id: z.string(), updatedAt: z.string() });
const staff = ({ tenant }: Shop) => ({
  id: tenant.id,
  defaultLocale: "en",
  defaultCurrency: "USD",
  lowStockThreshold: 5,
});

/** Five products, a minute apart, of which the second one changed last. */
async function busyShop() {
  const shop = openShop();
  const products = ["Delta", "Bravo", "Echo", "Alpha", "charlie"].map((title) => {
    shop.platform.clock.advance(60_000);
    const variants = ["S", "L"].map((size) => ({
      sku: `${title}-${size}`,
      barcode: `bar-${title}`,
      options: { Size: size },
      prices: [{ amount: 100, currency: "USD" }],
    }));
    const options = [{ name: "Size", values: ["S", "L"] }];
    return created.parse(shop.must("catalogue.createProduct", productBody(title, { options, variants })));
  });
  shop.platform.clock.advance(60_000);
  const bravo = products[1]?.id ?? "";
  const { updatedAt } = created.parse(
    shop.must("catalogue.updateProduct", { id: bravo, patch: { vendor: "V" } }),
  );
  await shop.platform.deliverAll();
  return { shop, products, updatedAt };
}

describe("the list of products for staff", () => {
  const walk = async (shop: Shop, sort: (typeof adminSorts)[number], limit: number, more = {}) => {
    const titles: string[] = [];
    let after: Keyset | null = null;
    do {
      const page: Awaited<ReturnType<typeof readAdminPage>> = await readAdminPage(
        shop.platform.readModel,
        staff(shop),
        { ...anything, ...more },
        { limit, after, count: true },
        sort,
      );
      titles.push(...page.items.map(({ title }) => title));
      after = page.next;
    } while (after !== null);
    return titles;
  };

  const byAge = ["Delta", "Bravo", "Echo", "Alpha", "charlie"];
  const byChange = ["Delta", "Echo", "Alpha", "charlie", "Bravo"];
  const byTitle = ["Alpha", "Bravo", "charlie", "Delta", "Echo"];
  it.each([
    ["createdAt", byAge],
    ["-createdAt", byAge.toReversed()],
    ["updatedAt", byChange],
    ["-updatedAt", byChange.toReversed()],
    ["title", byTitle],
    ["-title", byTitle.toReversed()],
  ] as const)("is sorted by %s, in pages of any length", async (sort, titles) => {
    const { shop } = await busyShop();
    for (const limit of [1, 2, 100]) expect(await walk(shop, sort, limit)).toEqual(titles);
  });

  it("is narrowed to what changed since a time", async () => {
    const { shop, products, updatedAt } = await busyShop();
    const since = (time: string | undefined) => walk(shop, "updatedAt", 2, { updatedSince: time });
    expect(await since(updatedAt)).toEqual(["Bravo"]);
    expect(await since(products[3]?.updatedAt)).toEqual(["Alpha", "charlie", "Bravo"]);
    expect(await walk(shop, "title", 1, { updatedSince: products[3]?.updatedAt })).toEqual([
      "Alpha",
      "Bravo",
      "charlie",
    ]);
  });
});

describe("the list of variants for staff", () => {
  const walk = async (shop: Shop, limit: number, more: object = {}) => {
    const skus: (string | null)[] = [];
    let after: Keyset | null = null;
    do {
      const page: Awaited<ReturnType<typeof readVariantPage>> = await readVariantPage(
        shop.platform.readModel,
        staff(shop),
        { sku: [], barcode: [], ...more },
        { limit, after, count: true },
      );
      skus.push(...page.items.map(({ sku }) => sku));
      expect(page.items.length).toBeLessThanOrEqual(limit);
      after = page.next;
    } while (after !== null);
    return skus;
  };

  it("has every variant once, in pages of any length", async () => {
    const { shop } = await busyShop();
    const all = await walk(shop, 100);
    expect(all).toHaveLength(10);
    expect(new Set(all).size).toBe(10);
    for (const limit of [1, 3]) expect(await walk(shop, limit)).toEqual(all);
  });

  it("finds a variant by its SKU, and those that share a barcode", async () => {
    const { shop } = await busyShop();
    expect(await walk(shop, 100, { sku: ["Echo-L"] })).toEqual(["Echo-L"]);
    expect((await walk(shop, 1, { sku: ["Echo-L", "Alpha-S"] })).toSorted()).toEqual(["Alpha-S", "Echo-L"]);
    expect((await walk(shop, 1, { barcode: ["bar-Echo"] })).toSorted()).toEqual(["Echo-L", "Echo-S"]);
    expect(await walk(shop, 1, { barcode: ["bar-Echo"], sku: ["Alpha-S"] })).toEqual([]);
    expect(await walk(shop, 1, { sku: ["echo-l"] })).toEqual([]);
  });

  it("shows a variant with its prices, options and version", async () => {
    const { shop } = await busyShop();
    const page = { limit: 1, after: null, count: true };
    const { items, totalCount } = await readVariantPage(
      shop.platform.readModel,
      staff(shop),
      { sku: ["Echo-L"], barcode: [] },
      page,
    );
    expect(totalCount).toBe(1);
    const [item] = items;
    expect(item).toMatchObject({
      sku: "Echo-L",
      options: { Size: "L" },
      prices: [{ amount: 100 }],
      version: 1,
    });
  });
});
