import { describe, expect, it } from "vitest";
import type { PageRequest } from "../../../src/kernel/read/page.ts";
import { listStoreProducts } from "../../../src/modules/listing/view/lists/list-store.ts";
import { productBody } from "../../support/http/products.ts";
import { openInvoker } from "../../support/invoker.ts";
import { openShop } from "../../support/node/shop.ts";
import { anything } from "../listing/search/shop.ts";

/** A shop with products A, B and C, in this order of age and from dear to cheap, in one collection. */
function openCollection(kind = "Collection", more: object = {}) {
  const shop = openShop();
  const ids = ["A", "B", "C"].map((title, index) => {
    const body = productBody(title, {
      variants: [{ prices: [{ amount: 1_000 - index, currency: "USD" }] }],
    });
    const { id } = Object(shop.must("catalogue.createProduct", body));
    shop.must("catalogue.publishProduct", { id });
    shop.platform.clock.advance(1_000);
    return String(id);
  });
  const titleOf = (id: string) => ["A", "B", "C"][ids.indexOf(id)];
  const translations = [{ locale: "en", title: "All" }];
  const { id } = Object(shop.must(`catalogue.create${kind}`, { translations, ...more }));
  const group = String(id);
  shop.must(`catalogue.setProductsOf${kind}`, { id: group, productIds: ids });
  const read = () => {
    const query = `catalogue.read${kind}`;
    const { value } = Object(
      shop.tenant.core.ask({ query, input: { id: group }, actor: { kind: "system" } }),
    );
    return value.productIds.map(titleOf).join("");
  };
  const list = async (asked: { readonly sort?: "title" | "-title"; readonly limit?: number } = {}) => {
    await shop.platform.deliverAll();
    const invoke = openInvoker(shop.platform, shop.tenant);
    const { sort = "relevance", limit = 2 } = asked;
    const filters = { ...anything, collection: ["all"] };
    let titles = "";
    for (let after: PageRequest["after"] = null; ; ) {
      const page: PageRequest = { limit, after, count: false };
      const answer = await invoke(listStoreProducts, {
        ...filters,
        ...page,
        q: null,
        facets: false,
        fields: null,
        sort,
      });
      if (!answer.ok) throw new Error(answer.refusal.code);
      titles += answer.value.items.map(({ title }: { title: string }) => title).join("");
      after = answer.value.next;
      if (after === null) return titles;
    }
  };
  const [a = "", b = "", c = ""] = ids;
  return { shop, group, a, b, c, read, list };
}

describe.each(["Collection", "Category"])("a product of a %s", (kind) => {
  it("is added at the end, or where the request says", () => {
    const { shop, group, b, read } = openCollection(kind);
    const remove = () => shop.must(`catalogue.removeProductFrom${kind}`, { id: group, productId: b });
    const add = (more: object = {}) =>
      shop.must(`catalogue.addProductTo${kind}`, { id: group, productId: b, ...more });
    remove();
    expect(read()).toBe("AC");
    add();
    expect(read()).toBe("ACB");
    remove();
    add({ position: 0 });
    expect(read()).toBe("BAC");
  });

  it("is moved to a position; one behind the end is the end", () => {
    const { shop, group, a, c, read } = openCollection(kind);
    const add = (productId: string, position?: number) =>
      shop.must(`catalogue.addProductTo${kind}`, { id: group, productId, position });
    add(c, 0);
    expect(read()).toBe("CAB");
    add(c, 1);
    expect(read()).toBe("ACB");
    add(a, 100);
    expect(read()).toBe("CBA");
  });

  it("that is added again without a position stays, and makes no new version", () => {
    const { shop, group, a, read } = openCollection(kind);
    expect(shop.must(`catalogue.addProductTo${kind}`, { id: group, productId: a })).toMatchObject({
      version: 2,
    });
    expect(read()).toBe("ABC");
  });

  it("is not found if it doesn't exist, or isn't in it", () => {
    const { shop, group, a } = openCollection(kind);
    const notFound = { refusal: { code: "not-found" } };
    const unknown = { id: group, productId: "prod_01J00000000000000000000000" };
    expect(shop.run(`catalogue.addProductTo${kind}`, unknown)).toMatchObject(notFound);
    shop.must(`catalogue.removeProductFrom${kind}`, { id: group, productId: a });
    expect(shop.run(`catalogue.removeProductFrom${kind}`, { id: group, productId: a })).toMatchObject(
      notFound,
    );
  });
});

describe("the store's list of a collection", () => {
  it.each([
    ["manual", "BCA"],
    ["newest", "CBA"],
    ["title", "ABC"],
    ["price", "CBA"],
  ])("that is sorted by %s is %s, page by page", async (sort, titles) => {
    const { shop, group, a, list } = openCollection("Collection", { sort });
    shop.must("catalogue.addProductToCollection", { id: group, productId: a, position: 2 });
    expect(await list()).toBe(titles);
  });

  it("is by newest if the collection has no order, and as requested in any case", async () => {
    const { shop, group, list } = openCollection();
    expect(await list()).toBe("CBA");
    const patch = { sort: "manual" };
    expect(shop.must("catalogue.updateCollection", { id: group, patch })).toMatchObject({ sort: "manual" });
    expect(await list()).toBe("ABC");
    expect(await list({ sort: "-title" })).toBe("CBA");
  });

  it("in its own order has no product that is unpublished", async () => {
    const { shop, b, list } = openCollection("Collection", { sort: "manual" });
    shop.must("catalogue.unpublishProduct", { id: b });
    expect(await list()).toBe("AC");
  });
});
