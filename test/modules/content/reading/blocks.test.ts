import { describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { productBody } from "../../../support/http/products.ts";
import { openBlog } from "./blog.ts";

const shown = z.object({
  found: z.looseObject({
    blocks: z.array(
      z.looseObject({
        type: z.string(),
        data: z.record(z.string(), z.unknown()),
        products: z.array(z.looseObject({ handle: z.string() })).optional(),
      }),
    ),
  }),
});
const identified = z.looseObject({ id: z.string() });

function openPages() {
  const blog = openBlog();
  return {
    ...blog,
    page: (...blocks: object[]) =>
      blog.publish("Page", { translations: [{ locale: "en", title: "About" }], blocks }),
    sells(title: string) {
      const { id } = identified.parse(blog.must("catalogue.createProduct", productBody(title)));
      blog.must("catalogue.publishProduct", { id });
      blog.pass();
      return id;
    },
    async blocks(more: object = {}, asking: { readonly locales?: readonly string[] } = {}) {
      await blog.deliverAll();
      return shown.parse(await blog.answer("content.readStorePage", { slug: "about", ...more }, asking)).found
        .blocks;
    },
  };
}

describe("the blocks of a page in the store", () => {
  it("have their texts and HTML rendered, and nothing that a browser would run", async () => {
    const shop = openPages();
    shop.page(
      { type: "text", data: { body: "Some *words* <script>alert(1)</script>" } },
      { type: "html", data: { html: '<p onclick="x()">Hello <a href="javascript:x">you</a></p>' } },
      { type: "hero", data: { title: "<b>Plain</b>" } },
    );
    const [text, html, hero] = await shop.blocks();
    expect(text?.data).toEqual({ html: expect.stringContaining("<em>words</em>") });
    expect(JSON.stringify([text, html])).not.toMatch(/script|onclick/);
    expect(hero?.data).toEqual({ title: "<b>Plain</b>" });
  });

  it("are in the shopper's language, where they have one", async () => {
    const shop = openPages();
    shop.page(
      {
        type: "hero",
        data: { title: "Welcome", subtitle: "Here" },
        translations: [{ locale: "de", data: { title: "Willkommen" } }],
      },
      {
        type: "text",
        data: { body: "Hello" },
        translations: [{ locale: "de", data: { body: "*Hallo*" } }],
      },
    );
    expect(await shop.blocks({}, { locales: ["de"] })).toMatchObject([
      { data: { title: "Willkommen", subtitle: "Here" } },
      { data: { html: "<p><em>Hallo</em></p>" } },
    ]);
    expect(await shop.blocks({}, { locales: ["fr"] })).toMatchObject([
      { data: { title: "Welcome" } },
      { data: { html: "<p>Hello</p>" } },
    ]);
  });

  it("have the live products of grids, with their prices, in as many round trips as without", async () => {
    const shop = openPages();
    const [lamp, lantern, candle] = ["Lamp", "Lantern", "Candle"].map(shop.sells);
    const collection = identified.parse(
      shop.must("catalogue.createCollection", { translations: [{ locale: "en", title: "Lights" }] }),
    );
    shop.must("catalogue.setProductsOfCollection", { id: collection.id, productIds: [lantern, lamp] });
    const parent = identified.parse(
      shop.must("catalogue.createCategory", { translations: [{ locale: "en", title: "All" }] }),
    );
    const category = identified.parse(
      shop.must("catalogue.createCategory", {
        translations: [{ locale: "en", title: "Lamps" }],
        parentId: parent.id,
      }),
    );
    shop.must("catalogue.setProductsOfCategory", { id: category.id, productIds: [candle] });
    const grid = (data: object) => ({ type: "product_grid", data });
    shop.page(
      grid({ collection: "lights" }),
      grid({ collection: collection.id, sort: "newest" }),
      grid({ category: "all" }),
      grid({ productIds: [candle, "prod_gone", lamp] }),
      grid({ limit: 2 }),
      grid({ collection: "gone" }),
    );
    const handles = async () =>
      (await shop.blocks()).map(({ products = [] }) => products.map(({ handle }) => handle));
    expect(await handles()).toEqual([
      ["lantern", "lamp"],
      ["lantern", "lamp"],
      ["candle"],
      ["candle", "lamp"],
      ["candle", "lantern"],
      [],
    ]);
    expect((await shop.blocks({ currency: "USD" }))[0]?.products?.[0]).toMatchObject({
      title: "Lantern",
      variants: [{ price: { currency: "USD" } }],
    });
    const trips = [vi.spyOn(shop.platform.readModel, "batch"), vi.spyOn(shop.platform.readModel, "all")];
    await shop.answer("content.readStorePage", { slug: "about" });
    expect(trips.map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
    vi.restoreAllMocks();
    shop.must("catalogue.unpublishProduct", { id: lamp });
    expect((await handles())[0]).toEqual(["lantern"]);
  });
});
