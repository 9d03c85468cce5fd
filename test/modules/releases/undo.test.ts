import { describe, expect, it } from "vitest";
import { doing, hidden, openCampaign, shown } from "./given.ts";

describe("a release that is undone", () => {
  it("is taken back by another one, which can be taken back too", () => {
    const shop = openCampaign();
    const { id } = shop.release(shop.everything());
    shop.releases("publishRelease", { id });
    const undo = shop.releases("undoRelease", { id, undo: {} });
    expect(undo).toMatchObject({ status: "draft", undoes: id, name: "Undo Summer" });
    expect(shop.standing()).toEqual(shown);
    shop.releases("publishRelease", { id: undo.id });
    expect(shop.standing()).toEqual(hidden);
    const again = shop.releases("undoRelease", { id: undo.id, undo: { name: "Once more" } });
    shop.releases("publishRelease", { id: again.id });
    expect(shop.standing()).toEqual(shown);
  });

  it("has the fields as they were, of menus on all levels and of prices with rules", () => {
    const shop = openCampaign();
    const level = (depth: number): object => ({
      translations: [{ locale: "en", title: `Level ${depth}` }],
      ...(depth === 4 ? { url: "/deep" } : { children: [level(depth + 1)] }),
    });
    shop.changeMenu({ items: [level(1)] });
    const before = shop.changeMenu({}).items;
    const rules = { countries: ["DE"], customerGroups: null };
    shop.must("pricing.updatePriceList", { id: shop.things.priceList.id, patch: { rules, endsAt: null } });
    const { id } = shop.release([
      doing("menu", shop.things.menu, "update", { items: [shop.sale], name: "Sale" }),
      doing("priceList", shop.things.priceList, "update", { rules: null, priority: 3 }),
      doing("promotion", shop.things.promotion, "update", { limits: { uses: 5 }, name: "Twenty" }),
    ]);
    shop.releases("publishRelease", { id });
    expect(shop.standing().menu).toEqual(["Sale"]);
    shop.releases("publishRelease", { id: shop.releases("undoRelease", { id, undo: {} }).id });
    expect(shop.changeMenu({})).toMatchObject({ name: "Main", items: before });
    expect(shop.must("pricing.updatePriceList", { id: shop.things.priceList.id, patch: {} })).toMatchObject({
      rules,
      priority: 0,
    });
    expect(
      shop.must("promotions.updatePromotion", { id: shop.things.promotion.id, patch: {} }),
    ).toMatchObject({ name: "Ten percent", limits: { uses: null } });
  });

  it("leaves out what was deleted since", () => {
    const shop = openCampaign();
    const { id } = shop.release(shop.everything());
    shop.releases("publishRelease", { id });
    shop.must("promotions.deletePromotion", { id: shop.things.promotion.id });
    const undo = shop.releases("undoRelease", { id, undo: {} });
    expect(undo.items.map(({ type }) => type)).toEqual(["priceList", "menu", "product", "page", "post"]);
    shop.releases("publishRelease", { id: undo.id });
  });

  it("leaves alone what it did not change", () => {
    const shop = openCampaign();
    const { promotion } = shop.things;
    shop.must("promotions.updatePromotion", { id: promotion.id, patch: { status: "active" } });
    const { id } = shop.release([doing("promotion", promotion, "activate")]);
    expect(shop.releases("publishRelease", { id })).toMatchObject({ status: "published", undo: [] });
  });

  it("has nothing to take back before it is published", () => {
    const shop = openCampaign();
    const { id } = shop.release(shop.everything());
    expect(shop.refused("undoRelease", { id, undo: {} }).code).toBe("invalid-transition");
  });

  it("can be the end of a sale", async () => {
    const shop = openCampaign();
    const { id } = shop.release(shop.everything());
    shop.releases("publishRelease", { id });
    shop.releases("undoRelease", { id, undo: { publishAt: shop.in(60_000) } });
    await shop.pass(59_999);
    expect(shop.standing()).toEqual(shown);
    await shop.pass(1);
    expect(shop.standing()).toEqual(hidden);
  });
});
