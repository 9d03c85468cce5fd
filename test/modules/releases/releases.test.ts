import { describe, expect, it } from "vitest";
import { itemAction, itemType } from "../../../src/modules/releases/release/schema.ts";
import { registry } from "../../../src/registry.ts";
import { doing, hidden, openCampaign, shown } from "./given.ts";

describe("a release", () => {
  it("has all its items take effect at once", () => {
    const shop = openCampaign();
    const { id } = shop.release(shop.everything());
    expect(shop.standing()).toEqual(hidden);
    const { head } = shop.tenant.core.eventsAfter(0, 1);
    expect(shop.releases("publishRelease", { id })).toMatchObject({ status: "published", failure: null });
    expect(shop.standing()).toEqual(shown);
    const { events } = shop.tenant.core.eventsAfter(head, 100);
    expect(events[0]?.type).toBe("content.release.published");
    expect(new Set(events.map(({ commitSeq }) => commitSeq))).toEqual(new Set([events.at(-1)?.seq]));
    expect(new Set(events.map(({ correlationId }) => correlationId)).size).toBe(1);
  });

  it("changes nothing if one item is refused, and says which", () => {
    const shop = openCampaign();
    const { id } = shop.release(shop.everything());
    shop.must("content.publishPage", { id: shop.things.page.id });
    const before = shop.tenant.core.eventsAfter(0, 1_000).head;
    expect(shop.refused("publishRelease", { id })).toEqual({
      code: "release-refused",
      pointers: ["/items/1"],
    });
    expect(shop.standing()).toEqual({ ...hidden, page: "published" });
    expect(shop.tenant.core.eventsAfter(0, 1_000).head).toBe(before);
    expect(shop.readRelease(id)).toMatchObject({ status: "draft", version: 1 });
  });

  it("changes nothing if a thing is gone or its module is off", () => {
    const shop = openCampaign();
    const { id } = shop.release(shop.everything());
    shop.must("promotions.deletePromotion", { id: shop.things.promotion.id });
    expect(shop.refused("publishRelease", { id })).toEqual({
      code: "release-refused",
      pointers: ["/items/4"],
    });
    shop.must("tenants.disableModule", { slug: "menus" });
    expect(shop.refused("publishRelease", { id })).toEqual({
      code: "release-refused",
      pointers: ["/items/3"],
    });
    expect(shop.standing).toThrow();
  });

  it("names the field of the data that is refused", () => {
    const shop = openCampaign();
    const { id: pageId } = shop.page({ translations: [{ locale: "en", title: "Gone soon" }] });
    const items = [{ translations: [{ locale: "en", title: "Soon" }], pageId }];
    const { id } = shop.release([doing("menu", shop.things.menu, "update", { items })]);
    shop.must("content.deletePage", { id: pageId });
    expect(shop.refused("publishRelease", { id })).toEqual({
      code: "release-refused",
      pointers: ["/items/0/data/items/0/pageId"],
    });
  });

  it("is bounded by what followers can hold, and by what takes it back", () => {
    const shop = openCampaign();
    const body = "long ".repeat(180_000);
    const items = Array.from({ length: 10 }, () =>
      doing("post", shop.post({ translations: [{ locale: "en", title: "Long", body }] }), "publish"),
    );
    const { id } = shop.release(items);
    expect(shop.refused("publishRelease", { id })).toEqual({
      code: "release-refused",
      pointers: [expect.stringMatching(/^\/items\/\d$/)],
    });
    const long = Array.from({ length: 200 }, (_, index) => ({
      translations: [{ locale: "en", title: "é".repeat(250) }],
      url: `/${"x".repeat(685)}${index}`,
    }));
    shop.changeMenu({ items: long });
    const emptied = shop.release([doing("menu", shop.things.menu, "update", { items: [] })]);
    const result = shop.run("releases.publishRelease", { id: emptied.id });
    expect(result.ok ? "published" : result.refusal.code).toBe("too-large");
  });

  it("takes effect once", () => {
    const shop = openCampaign();
    const { id } = shop.release(shop.everything());
    shop.releases("publishRelease", { id });
    expect(shop.refused("publishRelease", { id }).code).toBe("invalid-transition");
    expect(shop.refused("updateRelease", { id, patch: { name: "Winter" } }).code).toBe("invalid-transition");
  });

  it("is of things that exist, with what can be done to them, each thing once", () => {
    const shop = openCampaign();
    const { post, menu, page } = shop.things;
    const refused = (...items: readonly object[]) => shop.refused("createRelease", { name: "Summer", items });
    expect(refused(doing("post", page, "publish"))).toEqual({
      code: "unknown-reference",
      pointers: ["/items/0/id"],
    });
    expect(refused(doing("post", post, "activate"))).toEqual({
      code: "validation-failed",
      pointers: ["/items/0/action"],
    });
    expect(refused(doing("post", post, "publish", {}))).toMatchObject({ pointers: ["/items/0/data"] });
    expect(refused(doing("menu", menu, "update", { nonsense: 1 }))).toMatchObject({
      pointers: ["/items/0/data/nonsense"],
    });
    expect(refused(doing("menu", menu, "update", { location: "roof" }))).toMatchObject({
      pointers: ["/items/0/data/location"],
    });
    const twice = [doing("post", post, "publish"), doing("post", { id: post.id.toLowerCase() }, "publish")];
    expect(refused(...twice)).toEqual({ code: "validation-failed", pointers: ["/items/1/id"] });
    expect(refused(doing("post", { id: "constructor" }, "publish")).code).toBe("unknown-reference");
  });

  it("knows the types and actions that the modules declare", () => {
    const releasables = registry.modules.flatMap((module) => module.releasables);
    expect(releasables.map(({ type }) => type).toSorted()).toEqual(itemType.options.toSorted());
    const actions = new Set(releasables.flatMap((one) => Object.keys(one.actions)));
    expect([...actions].toSorted()).toEqual(itemAction.options.toSorted());
  });
});
