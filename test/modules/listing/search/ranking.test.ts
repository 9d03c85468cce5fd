import { describe, expect, it } from "vitest";
import type { Keyset } from "../../../../src/kernel/read/page.ts";
import { openShop } from "../../../support/node/shop.ts";
import { listed, sell, shopWith, titlesOf } from "./shop.ts";

const about = (description: string, title = "Thing") => ({
  translations: [{ locale: "en", title, description }],
});

describe("search results", () => {
  it("rank titles above vendor, type and tags, and these above descriptions", async () => {
    const shop = await shopWith({
      "Green thing": about("Made of oak."),
      "Another thing": { tags: ["oak"] },
      "Oak thing": {},
    });
    const titles = await titlesOf(shop, "oak");
    expect(titles).toEqual(["Oak thing", "Another thing", "Thing"]);
  });

  it("rank exact words above stems and prefixes", async () => {
    const shop = await shopWith({ "A lamplighter": {}, "Some lamps": {}, "A lamp": {} });
    expect((await titlesOf(shop, "lamp"))[0]).toBe("A lamp");
    expect((await titlesOf(shop, "lamps"))[0]).toBe("Some lamps");
  });

  it("rank the letters and digits of a word no higher apart than together", async () => {
    const shop = await shopWith({
      "Lamp15 small": { tags: ["oak"] },
      other: about("Made of oak.", "Lamp 15 small"),
    });
    expect(await titlesOf(shop, "lamp15 oak")).toEqual(["Lamp15 small", "Lamp 15 small"]);
  });

  it("rank words in the same order above words in another order", async () => {
    const shop = await shopWith({ "Board for chess": {}, "A chess board": {}, "Board, chess": {} });
    expect((await titlesOf(shop, "chess board"))[0]).toBe("A chess board");
  });

  it("rank an equal title above a longer one", async () => {
    const shop = await shopWith({ "Red lamp": {}, "Lamp, red, large": {}, "Lamp, red": {} });
    expect((await titlesOf(shop, "red lamp"))[0]).toBe("Red lamp");
    const other = await shopWith({ Lamp: {}, "Lamp shade": {}, "Lamp oil": {} });
    expect((await titlesOf(other, "lamp"))[0]).toBe("Lamp");
  });

  it("rank a whole SKU above words", async () => {
    const variants = [{ sku: "LAMP", prices: [] }];
    const shop = await shopWith({ "Bright thing": { variants }, Lamp: {}, "Lamp two": {} });
    expect(await titlesOf(shop, "lamp")).toEqual(["Bright thing", "Lamp", "Lamp two"]);
  });

  it("sort by newest if their scores are equal", async () => {
    const shop = openShop();
    const ids = ["Lamp one", "Lamp two", "Lamp three"].map((title) => sell(shop, title));
    await shop.platform.deliverAll();
    const { items } = await listed(shop, { q: "lamp" });
    expect(items.map(({ id }) => id)).toEqual(ids.toSorted().reverse());
  });

  it.each(["relevance", "newest", "price", "-price", "title", "-title"] as const)(
    "have each product once across pages, by %s",
    async (sort) => {
      const products = Array.from({ length: 17 }, (_, index) => [
        index % 3 === 0 ? `Lamp ${index}` : `Shade ${index}`,
        {
          tags: index % 2 === 0 ? ["lamp"] : ["lamplike"],
          variants: [{ prices: index % 4 === 0 ? [] : [{ amount: index % 5, currency: "USD" }] }],
        },
      ]);
      const shop = await shopWith(Object.fromEntries(products));
      const all = await listed(shop, { q: "lamp", sort });
      const walked: string[] = [];
      for (let after: Keyset | null = null, pages = 0; pages === 0 || after !== null; pages += 1) {
        const page = await listed(shop, { q: "lamp", sort, page: { limit: 4, after, count: false } });
        walked.push(...page.items.map(({ id }) => id));
        after = page.next;
        expect(pages).toBeLessThan(10);
      }
      expect(walked).toEqual(all.items.map(({ id }) => id));
      expect(new Set(walked).size).toBe(17);
    },
  );
});

describe("a product", () => {
  it("is found by its current texts only", async () => {
    const shop = openShop();
    const id = sell(shop, "Lamp", { tags: ["bright"] });
    shop.must("catalogue.updateProduct", {
      id,
      patch: { translations: [{ locale: "en", title: "Lantern" }], tags: [] },
    });
    await shop.platform.deliverAll();
    expect(await titlesOf(shop, "lamp")).toEqual([]);
    expect(await titlesOf(shop, "bright")).toEqual([]);
    expect(await titlesOf(shop, "lantern")).toEqual(["Lantern"]);
  });

  it.each([["unpublish"], ["archive"]])("is not found after %s", async (move) => {
    const shop = openShop();
    const id = sell(shop, "Lamp");
    await shop.platform.deliverAll();
    expect(await titlesOf(shop, "lamp")).toEqual(["Lamp"]);
    shop.must(`catalogue.${move}Product`, { id });
    await shop.platform.deliverAll();
    expect(await titlesOf(shop, "lamp")).toEqual([]);
    shop.must("catalogue.deleteProduct", { id });
    await shop.platform.deliverAll();
    expect(shop.platform.readModel.rows("SELECT * FROM search_documents")).toEqual([]);
    expect(shop.platform.readModel.rows("SELECT rowid FROM search_terms")).toEqual([]);
  });

  it("has a limited number of terms, however long its texts are", async () => {
    const words = Array.from({ length: 5_000 }, (_, index) => `word${index}`).join(" ");
    const tags = Array.from({ length: 250 }, (_, tag) =>
      Array.from({ length: 30 }, (_, word) => `l${tag}x${word}`).join(" "),
    );
    const shop = await shopWith({ Lamp: { ...about(words), tags } });
    const [row] = shop.platform.readModel.rows("SELECT titles, labels, body FROM search_documents");
    const termsIn = (text: unknown) => String(text).trim().split(" ").length;
    expect(termsIn(row?.body)).toBeLessThanOrEqual(600);
    expect(termsIn(row?.labels)).toBeLessThanOrEqual(1_500);
    expect(await titlesOf(shop, "word0 thing")).toEqual(["Thing"]);
  });
});

it("never finds another tenant's products", async () => {
  const shop = await shopWith({ Lamp: { tags: ["a"] } });
  const stranger = shop.platform.tenant();
  const strange = { ...shop, tenant: stranger };
  for (const q of ["lamp", "l", "la", shop.tenant.id, `${shop.tenant.id.replace("_", "")}awlamp`]) {
    expect(await titlesOf(strange, q)).toEqual([]);
  }
  expect((await listed(strange, { filters: { tag: ["a"] }, facets: true })).items).toEqual([]);
});
