import { describe, expect, it } from "vitest";
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
