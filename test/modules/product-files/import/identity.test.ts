import { describe, expect, it } from "vitest";
import {
  findProduct,
  type ProductNames,
  slugFor,
} from "../../../../src/modules/product-files/import/product/identity.ts";
import { csv, importFile, productsOf } from "../../../support/catalogue/files.ts";
import { openShop } from "../../../support/node/shop.ts";

describe("a product is identified by the file's own handle", () => {
  it.each([
    ["诗集", "世纪", ["shi-ji", "shi-ji-2"]],
    ["☕", "🍵", ["first", "second"]],
    ["Lamp", "lamp", ["lamp", "lamp-2"]],
    ["café", "cafe", ["cafe", "cafe-2"]],
  ])("%s and %s are two products, in one file and in two", async (one, other, handles) => {
    const first = csv("Handle,Title,Variant Price", `${one},First,1`);
    const second = csv("Handle,Title,Variant Price", `${other},Second,2`);
    for (const files of [[first, second], [first + second.split("\n")[1]]]) {
      const shop = openShop();
      for (const file of files) expect(await importFile(shop, file)).toMatchObject({ updated: 0, failed: 0 });
      const { First, Second } = productsOf(shop);
      expect([First?.handle, Second?.handle]).toEqual(handles);
      for (const file of files)
        expect(await importFile(shop, file)).toMatchObject({ created: 0, updated: 0 });
      const report = await importFile(shop, second.replace("Second", "Third"));
      expect(report).toMatchObject({ updated: 1 });
      expect(productsOf(shop)).toMatchObject({ First: { id: First?.id }, Third: { id: Second?.id } });
    }
  });

  it("a handle that equals another product's derived handle is still another product", async () => {
    const shop = openShop();
    await importFile(shop, csv("Handle,Title", "诗集,Poems"));
    expect(await importFile(shop, csv("Handle,Title", "shi-ji,Shi Ji"))).toMatchObject({ created: 1 });
    expect(productsOf(shop)).toMatchObject({ Poems: { handle: "shi-ji" }, "Shi Ji": { handle: "shi-ji-2" } });
  });

  it("changing the main language between two imports doubles nothing", async () => {
    const shop = openShop();
    shop.must("catalogue.createProduct", {
      translations: [{ locale: "en", title: "Made here", handle: "made-here" }],
      variants: [{ prices: [] }],
    });
    const file = csv("Handle,Title", "诗集,Poems", "lamp,Lamp", "made-here,Made here");
    expect(await importFile(shop, file)).toMatchObject({ created: 2, unchanged: 1 });
    shop.must("tenants.changeSettings", { defaultLocale: "de" });
    expect(await importFile(shop, file)).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
  });

  it("a product that was renamed here stays the file's", async () => {
    const shop = openShop();
    await importFile(shop, csv("Handle,Title", "lamp,Lamp"));
    const id = productsOf(shop).Lamp?.id;
    shop.must("catalogue.updateProduct", {
      id,
      patch: { translations: [{ locale: "en", handle: "lantern" }] },
    });
    expect(await importFile(shop, csv("Handle,Title", "lamp,Lamp"))).toMatchObject({ unchanged: 1 });
    expect(await importFile(shop, csv("Handle,Title", "lantern,Lantern"))).toMatchObject({ created: 1 });
  });

  it("many handles that sound alike each get a handle of their own", async () => {
    const shop = openShop();
    const rows = Array.from({ length: 30 }, (_, index) => `${String.fromCodePoint(0x1f600 + index)},Same`);
    expect(await importFile(shop, csv("Handle,Title", ...rows))).toMatchObject({ created: 30, failed: 0 });
    expect(await importFile(shop, csv("Handle,Title", ...rows))).toMatchObject({ unchanged: 30 });
  });
});

describe("the product that a file's handle stands for", () => {
  const names = (more: Partial<ProductNames>): ProductNames => ({
    byExternalHandle: () => undefined,
    bySlug: () => undefined,
    byId: () => undefined,
    ...more,
  });
  const find = (more: Partial<ProductNames>) => findProduct("lamp", names(more), "de", ["de", "en", "fr"]);
  const inLocales =
    (idByLocale: Readonly<Record<string, string>>): ProductNames["bySlug"] =>
    (locale) =>
      idByLocale[locale];

  it.each<[string, Partial<ProductNames>, string | null]>([
    ["is the one that a file created under it", { byExternalHandle: () => "A" }, "A"],
    ["is the one that has it in the main language", { bySlug: inLocales({ de: "A", en: "B" }) }, "A"],
    ["is the one whose id it is", { byId: () => "A" }, "A"],
    ["is the only one that has it in another language", { bySlug: inLocales({ en: "A", fr: "A" }) }, "A"],
    ["is none if several have it in other languages", { bySlug: inLocales({ en: "A", fr: "B" }) }, null],
    ["is none if no product has it", {}, null],
  ])("%s", (_, found, id) => {
    expect(find(found)).toEqual({ ok: true, value: id });
  });

  it("is refused if it leads to two products: neither takes the other's place", () => {
    expect(find({ byExternalHandle: () => "A", bySlug: inLocales({ de: "B" }) })).toMatchObject({
      ok: false,
      refusal: { code: "duplicate-handle" },
    });
  });
});

describe("a new product's own handle", () => {
  const id = "prod_01J0000000000000000000000A";

  it.each([
    ["field-lamp", [], "field-lamp"],
    ["Field Lamp", [], "field-lamp"],
    ["field-lamp", ["field-lamp", "field-lamp-2"], "field-lamp-3"],
    ["admin", [], "admin-1"],
    ["🍵", [], "green-tea"],
    ["x".repeat(1_000), [], "x".repeat(255)],
  ])("derived from %s is free", (handle, taken, slug) => {
    expect(slugFor(handle, "Green tea", id, (one) => taken.includes(one))).toBe(slug);
  });

  it("ends in the product's id if many are taken, after few look-ups", () => {
    let asked = 0;
    const isTaken = () => {
      asked += 1;
      return true;
    };
    expect(slugFor("lamp", "Lamp", id, isTaken)).toBe("lamp-01j0000000000000000000000a");
    expect(asked).toBeLessThanOrEqual(11);
  });
});

describe("a product that was imported before products kept the file's handle", () => {
  /** A shop as the import of that time left it: a file's handle became the product's own, and nothing else. */
  function olderShop(...products: readonly { handle: string; title: string; sku?: string }[]) {
    const shop = openShop();
    for (const { handle, title, sku } of products)
      shop.must("catalogue.createProduct", {
        translations: [{ locale: "en", title, handle }],
        variants: [{ prices: [], sku }],
      });
    return shop;
  }
  const both = csv("Handle,Title,Variant SKU", "诗集,Poems,P-1", "世纪,Century,C-1");

  it("is found by the same file, which doesn't double it, and keeps the file's handle", async () => {
    const shop = olderShop({ handle: "shi-ji", title: "Poems" }, { handle: "lamp", title: "Lamp" });
    const id = productsOf(shop).Poems?.id;
    const file = csv("Handle,Title", "诗集,Poems", "lamp,Lamp");
    expect(await importFile(shop, file)).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    expect(await importFile(shop, file)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    const renamed = await importFile(shop, csv("Handle,Title", "诗集,Verses"));
    expect(renamed).toMatchObject({ created: 0, updated: 1 });
    expect(productsOf(shop)).toMatchObject({ Verses: { id, handle: "shi-ji" }, Lamp: { handle: "lamp" } });
  });

  it.each([
    ["its title", { title: "Century" }],
    ["a SKU", { title: "Old title", sku: "C-1" }],
  ])("is told by %s from one whose handle sounds alike, whichever comes first", async (_, known) => {
    const shop = olderShop({ handle: "shi-ji", ...known });
    const id = productsOf(shop)[known.title]?.id;
    expect(await importFile(shop, both)).toMatchObject({ created: 1, updated: 1, failed: 0 });
    expect(await importFile(shop, both)).toMatchObject({ unchanged: 2 });
    const { Poems, Century } = productsOf(shop);
    expect(Century).toMatchObject({ id, handle: "shi-ji" });
    expect(Poems).toMatchObject({ handle: "shi-ji-2" });
  });

  it("belongs to one of two handles that sound alike, even if both have its title", async () => {
    const shop = olderShop({ handle: "shi-ji", title: "Poems" });
    const file = csv("Handle,Title,Variant Price", "诗集,Poems,1", "世纪,Poems,2");
    expect(await importFile(shop, file)).toMatchObject({ created: 1, updated: 1, failed: 0 });
    expect(await importFile(shop, file)).toMatchObject({ unchanged: 2 });
  });

  it("is not taken by a file's product that only sounds alike", async () => {
    const shop = olderShop({ handle: "shi-ji", title: "Timetable", sku: "T-1" });
    expect(await importFile(shop, both)).toMatchObject({ created: 2, updated: 0 });
    expect(productsOf(shop)).toMatchObject({ Timetable: { handle: "shi-ji" } });
  });
});
