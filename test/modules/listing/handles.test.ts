import { describe, expect, it } from "vitest";
import { z } from "zod";
import { findStoreProduct } from "../../../src/modules/listing/view/read-store.ts";
import { openShop, type Shop } from "../../support/node/shop.ts";
import { listed, sell } from "./search/shop.ts";

const created = z.object({ id: z.string() });
type Kind = "Collection" | "Category";

const text = (locale: string, title: string, handle: string) => ({ locale, title, handle });

function group(
  shop: Shop,
  kind: Kind,
  translations: readonly object[],
  productIds: readonly string[],
): string {
  const { id } = created.parse(shop.must(`catalogue.create${kind}`, { translations }));
  shop.must(`catalogue.setProductsOf${kind}`, { id, productIds });
  return id;
}

const german = ["de", "en"];
const english = ["en"];

describe.each(["Collection", "Category"] as const)("the filter by a handle of a %s", (kind) => {
  const filter = kind === "Collection" ? "collection" : "category";
  const titles = async (shop: Shop, handle: string, locales: readonly string[]) => {
    const filters = { [filter]: [handle] };
    const { items } = await listed(shop, { filters, locales, sort: "title" });
    // The other way to evaluate a filter: for each product that a search finds.
    const searched = await listed(shop, { filters, locales, q: "gift poison", sort: "title" });
    expect(searched.items.length).toBeLessThanOrEqual(items.length);
    return items.map(({ title }) => title);
  };

  /** In German, a gift is poison. */
  async function gifts() {
    const shop = openShop();
    const present = sell(shop, "Present");
    const poison = sell(shop, "Poison");
    const id = group(shop, kind, [text("en", "Gifts", "gift")], [present]);
    group(shop, kind, [text("en", "Poisons", "poison"), text("de", "Gift", "gift")], [poison]);
    await shop.platform.deliverAll();
    return { shop, id };
  }

  it("is read in the shopper's language, and no group of another language is added", async () => {
    const { shop } = await gifts();
    expect(await titles(shop, "gift", english)).toEqual(["Present"]);
    expect(await titles(shop, "gift", german)).toEqual(["Poison"]);
  });

  it("takes the handle of another language if the shopper's languages don't have it", async () => {
    const { shop } = await gifts();
    expect(await titles(shop, "gift", ["fr"])).toHaveLength(1);
    expect(await titles(shop, "poison", german)).toEqual(["Poison"]);
  });

  it("takes a former handle of the shopper's language before another language's", async () => {
    const { shop, id } = await gifts();
    const translations = [text("en", "Gifts", "presents")];
    shop.must(`catalogue.update${kind}`, { id, patch: { translations } });
    await shop.platform.deliverAll();
    expect(await titles(shop, "gift", english)).toEqual(["Present"]);
    expect(await titles(shop, "presents", german)).toEqual(["Present"]);
  });
});

describe("a redirect from a former handle", () => {
  const read = async ({ platform, tenant }: Shop, handle: string, locales: readonly string[]) => {
    await platform.deliverAll();
    const found = await findStoreProduct(platform.readModel, tenant.id, handle, { locales, currency: "USD" });
    if (!found.ok) return found.refusal.code;
    return "found" in found.value ? found.value.found.id : `→ ${found.value.movedTo}`;
  };

  it("never leads to the product that has the new handle in the shopper's own language", async () => {
    const shop = openShop();
    const translations = [text("en", "Poison", "poison"), text("de", "Toxin", "toxin")];
    const poison = sell(shop, "Poison", { translations });
    const gift = sell(shop, "Gift", { translations: [text("en", "Gift", "gift")] });
    shop.must("catalogue.updateProduct", {
      id: poison,
      patch: { translations: [{ locale: "de", handle: "gift" }] },
    });
    expect(await read(shop, "toxin", german)).toBe("→ gift");
    expect(await read(shop, "gift", german)).toBe(poison);
    expect(await read(shop, "toxin", english)).toBe("→ poison");
    expect(await read(shop, "gift", english)).toBe(gift);
  });

  it("never leads back to itself", async () => {
    const shop = openShop();
    const translations = [text("en", "Lamp", "lantern"), text("de", "Lampe", "lamp")];
    const lamp = sell(shop, "Lamp", { translations });
    shop.must("catalogue.updateProduct", {
      id: lamp,
      patch: {
        translations: [
          { locale: "de", handle: "leuchte" },
          { locale: "en", handle: "lamp" },
        ],
      },
    });
    expect(await read(shop, "lamp", german)).toBe("→ leuchte");
    expect(await read(shop, "lantern", german)).toBe("→ lamp");
    expect(await read(shop, "leuchte", german)).toBe(lamp);
    expect(await read(shop, "lamp", english)).toBe(lamp);
  });
});
