import { describe, expect, it } from "vitest";
import { hidden, openCampaign, shown } from "./given.ts";

describe("a scheduled release", () => {
  it("takes effect when it is due, and not before", async () => {
    const shop = openCampaign();
    const publishAt = shop.in(3_600_000);
    const { id } = shop.release(shop.everything(), { publishAt });
    expect(shop.readRelease(id)).toMatchObject({ status: "scheduled", publishAt });
    await shop.pass(3_599_999);
    expect(shop.standing()).toEqual(hidden);
    await shop.pass(1);
    expect(shop.standing()).toEqual(shown);
    expect(shop.readRelease(id)).toMatchObject({
      status: "published",
      publishAt: null,
      publishedAt: publishAt,
    });
  });

  it("that is refused changes nothing, says why, and does not hold up the next", async () => {
    const shop = openCampaign();
    const { post, page } = shop.things;
    const first = shop.release(
      [
        { type: "page", id: page.id, action: "publish" },
        { type: "post", id: post.id, action: "publish" },
      ],
      { publishAt: shop.in(59_999) },
    );
    const second = shop.release([{ type: "page", id: page.id, action: "publish" }], {
      publishAt: shop.in(60_000),
    });
    shop.must("content.publishPost", { id: post.id });
    await shop.pass(60_000);
    await shop.pass(1_000);
    expect(shop.readRelease(first.id)).toMatchObject({
      status: "failed",
      publishAt: null,
      publishedAt: null,
      failure: { errors: [{ pointer: "/items/1", code: "invalid-transition" }] },
    });
    expect(shop.readRelease(second.id)).toMatchObject({ status: "published" });
    expect(shop.standing()).toEqual({ ...hidden, post: "published", page: "published" });
  });

  it("that has failed can be mended and waits again", async () => {
    const shop = openCampaign();
    const { post } = shop.things;
    const items = [{ type: "post", id: post.id, action: "publish" }];
    const { id } = shop.release(items, { publishAt: shop.in(60_000) });
    shop.must("content.publishPost", { id: post.id });
    await shop.pass(60_000);
    shop.must("content.unpublishPost", { id: post.id });
    shop.releases("updateRelease", { id, patch: { publishAt: shop.in(60_000) } });
    expect(shop.readRelease(id)).toMatchObject({ status: "scheduled", failure: null });
    await shop.pass(60_000);
    expect(shop.readRelease(id)).toMatchObject({ status: "published" });
  });

  it("waits while its shop is suspended", async () => {
    const shop = openCampaign();
    const { id } = shop.release(shop.everything(), { publishAt: shop.in(60_000) });
    shop.must("tenants.setStatus", { status: "suspended" });
    await shop.pass(120_000);
    shop.must("tenants.setStatus", { status: "active" });
    await shop.pass(1_000);
    expect(shop.readRelease(id).status).toBe("published");
  });

  it("can be stopped although one of its things is gone", async () => {
    const shop = openCampaign();
    const { id } = shop.release(shop.everything(), { publishAt: shop.in(60_000) });
    shop.must("content.deletePost", { id: shop.things.post.id });
    shop.releases("updateRelease", { id, patch: { publishAt: null } });
    await shop.pass(60_000);
    expect(shop.readRelease(id)).toMatchObject({ status: "draft" });
  });

  it("fails if no module knows what it does any more", async () => {
    const shop = openCampaign();
    const { id } = shop.release(shop.everything(), { publishAt: shop.in(60_000) });
    shop.tenant.storage.run(`UPDATE releases SET content = replace(content, '"activate"', '"explode"')`);
    expect(shop.refused("publishRelease", { id })).toEqual({
      code: "release-refused",
      pointers: ["/items/4/action", "/items/5/action"],
    });
    await shop.pass(60_000);
    expect(shop.readRelease(id)).toMatchObject({ status: "failed", failure: { errors: [{}, {}] } });
    expect(shop.standing()).toEqual(hidden);
  });

  it("is for the future, and a draft again without an instant", async () => {
    const shop = openCampaign();
    const input = { name: "Summer", items: shop.everything(), publishAt: shop.in(0) };
    expect(shop.refused("createRelease", input)).toEqual({
      code: "invalid-schedule",
      pointers: ["/publishAt"],
    });
    const { id } = shop.release(shop.everything(), { publishAt: shop.in(60_000) });
    shop.releases("updateRelease", { id, patch: { publishAt: null } });
    await shop.pass(120_000);
    expect(shop.readRelease(id).status).toBe("draft");
  });

  it("by dozens takes effect within a second", async () => {
    const shop = openCampaign();
    const publishAt = shop.in(60_000);
    const posts = Array.from({ length: 40 }, () => shop.post());
    for (const { id } of posts) shop.release([{ type: "post", id, action: "publish" }], { publishAt });
    await shop.pass(60_000);
    await shop.pass(1_000);
    expect(shop.events().filter(({ type }) => type === "content.node.published")).toHaveLength(40);
  });
});
