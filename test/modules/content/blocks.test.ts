import { describe, expect, it } from "vitest";
import type { blockData } from "../../../src/modules/content/blocks/data.ts";
import { openMagazine } from "./given.ts";

const hero = { type: "hero", data: { title: "Welcome" } };
const text = { type: "text", data: { body: "Some *words*" } };

describe("the blocks of a page", () => {
  it("have ids and places, and data of their type", () => {
    const { page } = openMagazine();
    const { blocks } = page({
      blocks: [
        { ...text, position: 7 },
        { ...hero, position: 2 },
      ],
    });
    expect(blocks).toEqual([
      { ...hero, id: expect.stringMatching(/^blk_/), position: 0, translations: [] },
      { ...text, id: expect.stringMatching(/^blk_/), position: 1, translations: [] },
    ]);
  });

  it("can be of fifteen types", () => {
    const { page } = openMagazine();
    const image = { url: "/lamp.jpg", alt: "A lamp" };
    const button = { label: "Buy", url: "https://example.com/" };
    const data: Record<keyof typeof blockData, object> = {
      hero: { title: "Welcome", subtitle: "In", image, cta: button },
      text: { body: "Hello", format: "plain" },
      image: { ...image, link: "/lamps" },
      gallery: { images: [image, image], columns: 2 },
      cta: { title: "Now", button },
      features: { items: [{ title: "Bright", text: "Very", icon: "sun" }] },
      testimonials: { items: [{ quote: "Good", author: "Ada", role: "Poet" }] },
      pricing: { plans: [{ name: "Small", price: "9 €", features: ["One"], highlighted: true }] },
      faq: { items: [{ question: "Why?", answer: "Because" }] },
      contact: { fields: [{ name: "email", label: "E-mail", type: "email", required: true }] },
      product_grid: { limit: 4, sort: "newest" },
      newsletter: { title: "News", buttonLabel: "Subscribe" },
      video: { url: "https://example.com/v.mp4" },
      html: { html: "<p>Hello</p>" },
      spacer: { height: 20 },
    };
    const blocks = Object.entries(data).map(([type, data]) => ({ type, data }));
    expect(blocks).toHaveLength(15);
    expect(page({ blocks }).blocks).toMatchObject(blocks);
  });

  it("are refused where they are wrong", () => {
    const { refused } = openMagazine();
    const refusal = (...blocks: object[]) =>
      refused("createPage", { translations: [{ locale: "en", title: "About" }], blocks });
    const invalid = (pointer: string) => ({ code: "validation-failed", pointers: [pointer] });
    expect(refusal(hero, { type: "carousel", data: {} })).toEqual(invalid("/blocks/1/type"));
    expect(refusal({ type: "hero", data: {} })).toEqual(invalid("/blocks/0/data/title"));
    expect(
      refusal({ ...hero, data: { title: "A", cta: { label: "B", url: "javascript:alert(1)" } } }),
    ).toEqual(invalid("/blocks/0/data/cta/url"));
    expect(refusal({ type: "product_grid", data: { collection: "a", category: "b" } })).toEqual(
      invalid("/blocks/0/data"),
    );
    expect(refusal(...Array.from({ length: 101 }, () => hero))).toEqual(invalid("/blocks"));
    expect(refusal({ ...hero, translations: [{ locale: "fr", data: {} }] })).toEqual({
      code: "locale-not-enabled",
      pointers: ["/blocks/0/translations/0/locale"],
    });
    expect(refusal({ ...hero, id: "blk_of_another" })).toEqual({
      code: "unknown-reference",
      pointers: ["/blocks/0/id"],
    });
    const html = { type: "html", data: { html: "x".repeat(100_000) } };
    expect(refusal(html, html, html)).toEqual({ code: "too-large", pointers: ["/blocks"] });
  });

  it("stay the same blocks under their ids, and are replaced as a whole", () => {
    const { page, does, refused } = openMagazine();
    const { id, blocks } = page({ blocks: [hero, text] });
    const [first, second] = blocks;
    const patch = { blocks: [hero, { ...text, id: second?.id }] };
    const changed = does("updatePage", { id, patch });
    expect(changed.blocks[1]?.id).toBe(second?.id);
    expect(changed.blocks[0]?.id).not.toBe(first?.id);
    expect(does("updatePage", { id, patch: { blocks: changed.blocks } })).toMatchObject({ version: 2 });
    expect(refused("updatePage", { id, patch: { blocks: [{ ...hero, id: second?.id }] } }).code).toBe(
      "unknown-reference",
    );
    expect(does("updatePage", { id, patch: { blocks: null } }).blocks).toEqual([]);
  });

  it("are put into another order by their ids", () => {
    const { page, does, refused } = openMagazine();
    const { id, blocks } = page({ blocks: [hero, text, hero] });
    const ids = blocks.map((block) => block.id).toReversed();
    const after = does("reorderPageBlocks", { id, ids });
    expect(after.blocks.map((block) => [block.id, block.position])).toEqual(ids.map((one, at) => [one, at]));
    expect(does("reorderPageBlocks", { id, ids })).toMatchObject({ version: 2 });
    expect(refused("reorderPageBlocks", { id, ids: ids.slice(1) })).toEqual({
      code: "validation-failed",
      pointers: ["/ids"],
    });
    expect(refused("reorderPageBlocks", { id, ids: [ids[0], ids[0], ids[1]] }).code).toBe(
      "validation-failed",
    );
    expect(refused("reorderPageBlocks", { id, ids: ["blk_gone", ...ids] })).toEqual({
      code: "unknown-reference",
      pointers: ["/ids/0"],
    });
  });

  it("are part of revisions", () => {
    const { page, does } = openMagazine();
    const { id, blocks } = page({ blocks: [hero] });
    does("updatePage", { id, patch: { blocks: [] } });
    expect(does("restorePageRevision", { id, number: 1 })).toMatchObject({ blocks, version: 3 });
  });
});
