import { describe, expect, it } from "vitest";
import { groupQueries } from "../../../src/modules/collections/view/list-groups.ts";
import { listAdminProducts } from "../../../src/modules/listing/view/lists/list-admin.ts";
import { listStoreProducts } from "../../../src/modules/listing/view/lists/list-store.ts";
import { readStoreProduct } from "../../../src/modules/listing/view/read-store.ts";
import { readStore } from "../../../src/modules/tenants/view.ts";
import { productBody } from "../../support/http/products.ts";
import { openInvoker } from "../../support/invoker.ts";
import { finish, request } from "../../support/node/rebuilds.ts";
import { openShop } from "../../support/node/shop.ts";

const collections = groupQueries("collection");
const anything = {
  ids: [],
  collection: [],
  category: [],
  tag: [],
  vendor: [],
  type: [],
  inStock: null,
  minPrice: null,
  maxPrice: null,
  option: {},
  attr: {},
};
const page = { limit: 10, after: null, count: false };

/** A shop that has turned German off, with a product and a collection that have texts in it. */
async function openEnglishShop(titles: Readonly<Record<string, string>> = { en: "Lamp", de: "Ampel" }) {
  const shop = openShop();
  shop.must("tenants.changeSettings", { locales: ["en", "de", "fr"] });
  const translations = Object.entries(titles).map(([locale, title]) => ({ locale, title }));
  const { id } = Object(shop.must("catalogue.createProduct", productBody("Lamp", { translations })));
  shop.must("catalogue.publishProduct", { id });
  const group = Object(shop.must("catalogue.createCollection", { translations }));
  shop.must("catalogue.setProductsOfCollection", { id: group.id, productIds: [id] });
  await shop.platform.deliverAll();
  shop.must("tenants.changeSettings", { locales: ["en", "fr"] });
  await shop.platform.deliverAll();
  const invoke = openInvoker(shop.platform, shop.tenant);
  const german = { requestedLocales: ["de"] };
  return {
    shop,
    id: String(id),
    list: (more: { readonly sort?: "title" } = {}) =>
      invoke(
        listStoreProducts,
        { ...page, ...anything, q: null, sort: "newest", facets: false, fields: null, ...more },
        german,
      ),
    find: async (q: string) => {
      const input = { ...page, ...anything, q, sort: "relevance", facets: false, fields: null } as const;
      const found = await invoke(listStoreProducts, input, german);
      return found.ok ? found.value.items.map(({ title }) => title) : found.refusal;
    },
    findAsStaff: async (q: string) => {
      const filters = { status: [], vendor: [], type: [], tag: [], sku: [], handle: [], updatedSince: null };
      const found = await invoke(listAdminProducts, { ...page, ...filters, q, sort: "-createdAt" });
      return found.ok ? found.value.items.length : found.refusal;
    },
    read: (handle: string) => invoke(readStoreProduct, { handle }, german),
    listGroups: () => invoke(collections.listStore, { ...page, sort: "createdAt" }, german),
    readGroup: (handle: string) => invoke(collections.readStore, { handle }, german),
    readStore: () => invoke(readStore, {}),
  };
}

describe("a language that is turned off", () => {
  const english = { locale: "en", title: "Lamp", availableLocales: ["en"] };

  it("is neither served nor listed for products", async () => {
    const { list, read } = await openEnglishShop();
    expect(await list()).toMatchObject({ value: { items: [english] } });
    expect(await read("lamp")).toMatchObject({ value: { found: english } });
  });

  it("is neither served nor listed for collections, nor for those of a product", async () => {
    const { listGroups, readGroup, read } = await openEnglishShop();
    expect(await listGroups()).toMatchObject({ value: { items: [english] } });
    expect(await readGroup("lamp")).toMatchObject({ value: { found: english } });
    expect(await read("lamp")).toMatchObject({ value: { found: { collections: [{ title: "Lamp" }] } } });
  });

  it("is not found by its words, neither by shoppers nor by staff", async () => {
    const { find, findAsStaff } = await openEnglishShop();
    expect(await find("ampel")).toEqual([]);
    expect(await findAsStaff("ampel")).toBe(0);
    expect(await find("lamp")).toEqual(["Lamp"]);
  });

  it("is not found either in a product that changes later", async () => {
    const { shop, id, find } = await openEnglishShop();
    shop.must("catalogue.updateProduct", { id, patch: { vendor: "Lumen" } });
    await shop.platform.deliverAll();
    expect(await find("ampel")).toEqual([]);
    expect(await find("lumen")).toEqual(["Lamp"]);
  });

  it("is found again once it is turned on again, by words and descriptions", async () => {
    const { shop, find } = await openEnglishShop();
    shop.must("tenants.changeSettings", { locales: ["en", "de"] });
    await shop.platform.deliverAll();
    expect(await find("ampel")).toEqual(["Ampel"]);
    expect(await find("lamp")).toEqual(["Ampel"]);
  });

  it("is found where a product has no other, as it is shown", async () => {
    const { find } = await openEnglishShop({ de: "Ampel" });
    expect(await find("ampel")).toEqual(["Ampel"]);
  });

  it("is not found after a rebuild", async () => {
    const { shop, find } = await openEnglishShop();
    const { status } = await finish(shop.platform, shop.tenant, request(shop.tenant));
    expect(status).toBe("completed");
    expect(await find("ampel")).toEqual([]);
  });

  it("is not among the store's languages", async () => {
    const { readStore } = await openEnglishShop();
    expect(await readStore()).toMatchObject({ value: { locales: ["en", "fr"] } });
  });

  it("has handles that redirect to those of a language that is served", async () => {
    const { read, readGroup } = await openEnglishShop();
    expect(await read("ampel")).toEqual({ ok: true, value: { movedTo: "lamp" } });
    expect(await readGroup("ampel")).toEqual({ ok: true, value: { movedTo: "lamp" } });
  });

  it("doesn't decide where a product without a text in the shopper's language is sorted", async () => {
    const { shop, list } = await openEnglishShop({ de: "Ampel", fr: "Phare" });
    const { id } = Object(shop.must("catalogue.createProduct", productBody("Boat")));
    shop.must("catalogue.publishProduct", { id });
    await shop.platform.deliverAll();
    const listed = await list({ sort: "title" });
    expect(listed).toMatchObject({ value: { items: [{ title: "Boat" }, { title: "Phare" }] } });
  });

  it("stays the language of a product that has no other, which would disappear otherwise", async () => {
    const { list, read } = await openEnglishShop({ de: "Ampel" });
    const german = { locale: "de", title: "Ampel", availableLocales: ["de"] };
    expect(await list()).toMatchObject({ value: { items: [german] } });
    expect(await read("ampel")).toMatchObject({ value: { found: german } });
  });

  it("is served again once it is turned on again", async () => {
    const { shop, read } = await openEnglishShop();
    shop.must("tenants.changeSettings", { locales: ["en", "de"] });
    await shop.platform.deliverAll();
    const german = { locale: "de", title: "Ampel", availableLocales: ["de", "en"] };
    expect(await read("ampel")).toMatchObject({ value: { found: german } });
  });
});

describe("the handle of a removed translation", () => {
  it("redirects to the handle in a language that is served", async () => {
    const { shop, id, read } = await openEnglishShop();
    shop.must("catalogue.updateProduct", { id, patch: { translations: [{ locale: "de", remove: true }] } });
    await shop.platform.deliverAll();
    expect(await read("ampel")).toEqual({ ok: true, value: { movedTo: "lamp" } });
  });

  it("that is also that of another language leads to the product", async () => {
    const { shop, id, read } = await openEnglishShop({ en: "Lamp", de: "Lamp" });
    shop.must("tenants.changeSettings", { locales: ["en", "de"] });
    shop.must("catalogue.updateProduct", { id, patch: { translations: [{ locale: "de", remove: true }] } });
    await shop.platform.deliverAll();
    expect(await read("lamp")).toMatchObject({ value: { found: { id, locale: "en" } } });
  });
});
