import { describe, expect, it } from "vitest";
import { item, openMenus } from "./given.ts";

const nested = (levels: number): object =>
  item(`Level ${levels}`, levels === 1 ? {} : { children: [nested(levels - 1)] });
const unknown = "page_is_gone";

describe("a menu", () => {
  it("has items that lead to a page, a post, a product, a collection, a category, elsewhere, or nowhere", () => {
    const shop = openMenus();
    const targets = {
      pageId: shop.create("Page", { translations: [{ locale: "en", title: "About" }] }).id,
      postId: shop.create("Post", { translations: [{ locale: "en", title: "News" }] }).id,
      productId: shop.sells("Lamp"),
      collectionId: shop.group("Collection", "Lights"),
      categoryId: shop.group("Category", "Lamps"),
      url: "/sale",
    };
    const items = Object.entries(targets).map(([field, id]) => item(field, { [field]: id }));
    const menu = shop.menu([...items, item("More", { icon: "dots", children: items })]);
    expect(menu).toMatchObject({ name: "Main", location: "header", version: 1 });
    expect(menu.items[0]).toEqual({ ...items[0], icon: null, children: [] });
    expect(menu.items.at(-1)).toMatchObject({ icon: "dots", children: items });
  });

  it("has its location for itself", () => {
    const shop = openMenus();
    const header = shop.menu([]);
    const footer = shop.menu([], { location: "footer" });
    const taken = { code: "duplicate-location", pointers: ["/location"] };
    expect(shop.refused("createMenu", { name: "Other", location: "header" })).toEqual(taken);
    expect(shop.refused("updateMenu", { id: footer.id, patch: { location: "header" } })).toEqual(taken);
    expect(shop.change(header.id, { location: "header", name: "Top" })).toMatchObject({ version: 2 });
    shop.must("menus.deleteMenu", { id: header.id });
    expect(shop.change(footer.id, { location: "header" })).toMatchObject({ location: "header" });
  });

  it("is changed by what differs, and by nothing else", () => {
    const shop = openMenus();
    const { id } = shop.menu([item("Home", { url: "/" })]);
    expect(shop.change(id, { items: [item("Home", { url: "/" })] })).toMatchObject({ version: 1 });
    expect(shop.change(id, { items: [] })).toMatchObject({ version: 2, name: "Main", items: [] });
    expect(shop.refused("updateMenu", { id: "menu_gone", patch: {} }).code).toBe("not-found");
    expect(shop.refused("deleteMenu", { id: "menu_gone" }).code).toBe("not-found");
  });

  it("has at most four levels and 200 items", () => {
    const shop = openMenus();
    expect(() => shop.menu([nested(4)])).not.toThrow();
    const deep = { name: "Deep", location: "footer", items: [item("Above"), nested(5)] };
    expect(shop.refused("createMenu", deep)).toEqual({
      code: "validation-failed",
      pointers: ["/items/1/children/0/children/0/children/0/children"],
    });
    const half = { children: Array.from({ length: 100 }, (_, index) => item(`Below ${index}`)) };
    const many = { name: "Many", location: "footer", items: [item("One", half), item("Two", half)] };
    expect(shop.refused("createMenu", many)).toEqual({ code: "validation-failed", pointers: ["/items"] });
  });

  it("has items that lead to one place, which exists in this shop and is of its kind", () => {
    const shop = openMenus();
    const { id: post } = shop.create("Post", { translations: [{ locale: "en", title: "News" }] });
    const refusal = (one: object) =>
      shop.refused("createMenu", { name: "Main", location: "header", items: [item("A", one)] });
    expect(refusal({ url: "/", pageId: post })).toMatchObject({ code: "validation-failed" });
    const missing = { code: "unknown-reference", pointers: ["/items/0/pageId"] };
    expect(refusal({ pageId: unknown })).toEqual(missing);
    expect(refusal({ pageId: post })).toEqual(missing);
    expect(refusal({ children: [item("B", { collectionId: shop.group("Category", "Lamps") })] })).toEqual({
      ...missing,
      pointers: ["/items/0/children/0/collectionId"],
    });
    const other = openMenus(shop.platform);
    expect(refusal({ productId: other.sells("Chair") }).pointers).toEqual(["/items/0/productId"]);
  });

  it("keeps what was deleted until somebody takes it out", () => {
    const shop = openMenus();
    const { id: page } = shop.create("Page", { translations: [{ locale: "en", title: "About" }] });
    const { id } = shop.menu([item("About", { pageId: page })]);
    shop.must("content.deletePage", { id: page });
    const moved = [item("Home", { url: "/" }), item("About", { pageId: page })];
    expect(shop.change(id, { items: moved }).items).toHaveLength(2);
    shop.change(id, { items: [] });
    expect(shop.refused("updateMenu", { id, patch: { items: moved } })).toMatchObject({
      pointers: ["/items/1/pageId"],
    });
  });

  it("has titles in the languages of the shop", () => {
    const shop = openMenus();
    const items = [{ translations: [{ locale: "fr", title: "Accueil" }], url: "/" }];
    expect(shop.refused("createMenu", { name: "Main", location: "header", items })).toEqual({
      code: "locale-not-enabled",
      pointers: ["/items/0/translations/0/locale"],
    });
  });
});
