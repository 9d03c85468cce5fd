import { describe, expect, it } from "vitest";
import type { Keyset } from "../../../src/kernel/read/page.ts";
import { groupQueries } from "../../../src/modules/collections/view/list-groups.ts";
import type { GroupSort } from "../../../src/modules/collections/view/sorts.ts";
import { openInvoker } from "../../support/invoker.ts";
import { openShop } from "../../support/node/shop.ts";

const { listAdmin, listStore } = groupQueries("collection");

/** A shop with collections, in the order in which they were made. */
async function openGroups(
  titles: readonly Readonly<Record<string, string>>[] = [{ en: "Lamps" }, { en: "éclairs" }, { en: "Rugs" }],
) {
  const shop = openShop();
  shop.must("tenants.changeSettings", { locales: ["en", "de"] });
  const ids = titles.map((texts) => {
    shop.platform.clock.advance(1_000);
    const translations = Object.entries(texts).map(([locale, title]) => ({ locale, title }));
    return String(Object(shop.must("catalogue.createCollection", { translations })).id);
  });
  await shop.platform.deliverAll();
  const invoke = openInvoker(shop.platform, shop.tenant);
  /** The titles of all pages of two. */
  const walk = async (who: "staff" | "shoppers", sort: GroupSort, language = "en") => {
    const shown: string[] = [];
    for (let after: Keyset | null | undefined; after !== null; ) {
      const page = { limit: 2, after: after ?? null, count: false, sort };
      const more = { requestedLocales: after === undefined ? [language] : [] };
      const answer =
        who === "staff" ? await invoke(listAdmin, page, more) : await invoke(listStore, page, more);
      if (!answer.ok) throw new Error(answer.refusal.detail);
      shown.push(...answer.value.items.map(({ title }) => title));
      after = answer.value.next;
    }
    return shown;
  };
  return { shop, ids, walk };
}

describe("collections are listed", () => {
  it.each([
    ["createdAt", ["Lamps", "éclairs", "Rugs"]],
    ["-createdAt", ["Rugs", "éclairs", "Lamps"]],
    ["title", ["éclairs", "Lamps", "Rugs"]],
    ["-title", ["Rugs", "Lamps", "éclairs"]],
  ] as const)("for staff and shoppers by %s, page by page", async (sort, titles) => {
    const { walk } = await openGroups();
    expect(await walk("staff", sort)).toEqual(titles);
    expect(await walk("shoppers", sort)).toEqual(titles);
  });

  it("by their last change", async () => {
    const { shop, ids, walk } = await openGroups();
    shop.platform.clock.advance(1_000);
    const translations = [{ locale: "en", title: "Bright lamps" }];
    shop.must("catalogue.updateCollection", { id: ids[0], patch: { translations } });
    await shop.platform.deliverAll();
    expect(await walk("staff", "-updatedAt")).toEqual(["Bright lamps", "Rugs", "éclairs"]);
    expect(await walk("shoppers", "updatedAt")).toEqual(["éclairs", "Rugs", "Bright lamps"]);
  });

  it("by the titles that the shopper reads, on all pages", async () => {
    const titles = [{ en: "Lamps", de: "Ampeln" }, { en: "Boats" }, { en: "Carpets", de: "Teppiche" }];
    const { walk } = await openGroups(titles);
    expect(await walk("shoppers", "title", "de")).toEqual(["Ampeln", "Boats", "Teppiche"]);
    expect(await walk("shoppers", "title", "en")).toEqual(["Boats", "Carpets", "Lamps"]);
  });

  it("without those that were deleted", async () => {
    const { shop, ids, walk } = await openGroups();
    shop.must("catalogue.deleteCollection", { id: ids[1] });
    await shop.platform.deliverAll();
    expect(await walk("staff", "title")).toEqual(["Lamps", "Rugs"]);
    expect(await walk("staff", "updatedAt")).toEqual(["Lamps", "Rugs"]);
  });
});
