import { describe, expect, it, vi } from "vitest";
import { finish, request, viewRows } from "../../support/node/rebuilds.ts";
import { item, openMenus } from "./given.ts";

describe("a menu in the store", () => {
  it("says what its items lead to, with the current slugs and the shop's URLs", async () => {
    const shop = openMenus();
    const { id: page } = shop.publish("Page", { translations: [{ locale: "en", title: "About us" }] });
    const { id: post } = shop.publish("Post", { translations: [{ locale: "en", title: "News" }] });
    shop.menu([
      item("About", { pageId: page, icon: "info" }),
      item("News", { postId: post }),
      item("Lamp", { productId: shop.sells("Lamp") }),
      item("Lights", { collectionId: shop.group("Collection", "Lights") }),
      item("Lamps", { categoryId: shop.group("Category", "Lamps") }),
      item("Reading", { contentCategoryId: shop.about("Reading") }),
      item("Write to us", { url: "mailto:shop@harbour.example" }),
      item("More", { children: [item("Elsewhere", { url: "https://example.com/" })] }),
    ]);
    const plain = { icon: null, children: [] };
    expect(await shop.shown()).toEqual([
      { ...plain, title: "About", type: "page", slug: "about-us", url: "/about-us", icon: "info" },
      { ...plain, title: "News", type: "post", slug: "news", url: "/blog/news" },
      { ...plain, title: "Lamp", type: "product", slug: "lamp", url: "/products/lamp" },
      { ...plain, title: "Lights", type: "collection", slug: "lights", url: "/collections/lights" },
      { ...plain, title: "Lamps", type: "category", slug: "lamps", url: "/categories/lamps" },
      {
        ...plain,
        title: "Reading",
        type: "contentCategory",
        slug: "reading",
        url: "/blog/categories/reading",
      },
      { ...plain, title: "Write to us", type: "url", slug: null, url: "mailto:shop@harbour.example" },
      {
        ...{ title: "More", type: "heading", slug: null, url: null, icon: null },
        children: [{ ...plain, title: "Elsewhere", type: "url", slug: null, url: "https://example.com/" }],
      },
    ]);
    shop.must("content.updatePage", { id: page, patch: { translations: [{ locale: "en", slug: "us" }] } });
    expect((await shop.shown())[0]).toMatchObject({ slug: "us", url: "/us" });
  });

  it("leaves out what is not published, with everything below it", async () => {
    const shop = openMenus();
    const { id: page } = shop.create("Page", { translations: [{ locale: "en", title: "About" }] });
    const lamp = shop.sells("Lamp");
    const collection = shop.group("Collection", "Lights");
    shop.menu([
      item("Home", { url: "/" }),
      item("About", { pageId: page, children: [item("Team", { url: "/team" })] }),
      item("Shop", {
        children: [item("Lamp", { productId: lamp }), item("Lights", { collectionId: collection })],
      }),
    ]);
    const titles = async () =>
      (await shop.shown()).map(({ title, children }) => [title, ...children.map((one) => one.title)]);
    expect(await titles()).toEqual([["Home"], ["Shop", "Lamp", "Lights"]]);
    shop.must("content.publishPage", { id: page });
    shop.must("catalogue.unpublishProduct", { id: lamp });
    shop.must("catalogue.deleteCollection", { id: collection });
    expect(await titles()).toEqual([["Home"], ["About", "Team"], ["Shop"]]);
  });

  it("is in the shopper's language, with the slugs of that language", async () => {
    const shop = openMenus();
    const translations = [
      { locale: "en", title: "About us" },
      { locale: "de", title: "Über uns" },
    ];
    const { id } = shop.publish("Page", { translations });
    shop.menu([{ translations, pageId: id }, item("Home", { url: "/" })]);
    expect(await shop.shown("header", { locales: ["de"] })).toMatchObject([
      { title: "Über uns", slug: "uber-uns" },
      { title: "Home" },
    ]);
    expect(await shop.shown("header", { locales: ["fr"] })).toMatchObject([
      { title: "About us", slug: "about-us" },
      { title: "Home" },
    ]);
  });

  it("is not found before it is there, after it was deleted, and in another shop", async () => {
    const shop = openMenus();
    const { id } = shop.menu([], { location: "footer" });
    const other = openMenus(shop.platform);
    await shop.deliverAll();
    const read = { location: "footer" };
    expect(await shop.refusalOf("menus.readStoreMenu", { location: "header" })).toBe("not-found");
    expect(await other.refusalOf("menus.readStoreMenu", read)).toBe("not-found");
    shop.must("menus.deleteMenu", { id });
    await shop.deliverAll();
    expect(await shop.refusalOf("menus.readStoreMenu", read)).toBe("not-found");
  });

  it("is read in one round trip, however much it leads to", async () => {
    const shop = openMenus();
    const pages = Array.from({ length: 200 }, (_, index) =>
      item(`Page ${index}`, {
        pageId: shop.publish("Page", { translations: [{ locale: "en", title: `Page ${index}` }] }).id,
      }),
    );
    shop.menu(pages);
    await shop.deliverAll();
    const { readModel } = shop.platform;
    const trips = [vi.spyOn(readModel, "batch"), vi.spyOn(readModel, "all")];
    const menu = await shop.answer("menus.readStoreMenu", { location: "header" });
    expect(menu).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ slug: "page-199" })]),
    });
    expect(trips.map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
  });

  it("is rebuilt from the object", async () => {
    const shop = openMenus();
    shop.menu([item("Home", { url: "/" })]);
    const { id } = shop.menu([], { location: "footer" });
    shop.must("menus.deleteMenu", { id });
    await shop.deliverAll();
    const before = viewRows(shop.platform);
    shop.platform.readModel.run("UPDATE menus SET state = 'null', location = 'sidebar'");
    await finish(shop.platform, shop.tenant, request(shop.tenant, { view: "menus" }));
    // The tombstone has another version now, so it was not there.
    expect(viewRows(shop.platform).menus).toEqual(before.menus?.filter((row) => row.deleted_at === null));
    expect(await shop.shown()).toHaveLength(1);
  });
});
