import { describe, expect, it } from "vitest";
import { z } from "zod";
import { openBlog } from "./blog.ts";

const identified = z.looseObject({ id: z.string() });

const text = (locale: string, title: string, body: string, more: object = {}) => ({
  locale,
  title,
  body,
  ...more,
});

describe("a published post in the store", () => {
  it("has its body as clean HTML, and no source", async () => {
    const blog = openBlog();
    blog.publish("Post", { translations: [text("en", "Hello", "Some *words*<script>alert(1)</script>")] });
    await blog.deliverAll();
    const found = await blog.find("Post", "hello");
    expect(found).toMatchObject({
      title: "Hello",
      html: "<p>Some <em>words</em></p>",
      excerpt: "Some words",
      related: [],
    });
    expect(JSON.stringify(found)).not.toMatch(/<\/?script|alert/);
  });

  it("is there only while it is published", async () => {
    const blog = openBlog();
    const { id } = blog.create("Post", { translations: [text("en", "Hello", "x")] });
    await blog.deliverAll();
    expect(await blog.refusalOf("content.readStorePost", { slug: "hello" })).toBe("not-found");
    blog.must("content.publishPost", { id });
    await blog.deliverAll();
    expect((await blog.find("Post", "hello")).id).toBe(id);
    blog.must("content.unpublishPost", { id });
    await blog.deliverAll();
    expect(await blog.refusalOf("content.readStorePost", { slug: "hello" })).toBe("not-found");
  });

  it("moves for good when its slug changes", async () => {
    const blog = openBlog();
    const { id } = blog.publish("Post", { translations: [text("en", "Hello", "x")] });
    blog.must("content.updatePost", { id, patch: { translations: [{ locale: "en", slug: "hi" }] } });
    await blog.deliverAll();
    expect(await blog.answer("content.readStorePost", { slug: "hello" })).toEqual({ movedTo: "hi" });
    expect(await blog.refusalOf("content.readStorePage", { slug: "hi" })).toBe("not-found");
  });

  it("of a million characters is read whole", async () => {
    const blog = openBlog();
    blog.publish("Post", {
      translations: [text("en", "Long", "wörter 😀 ".repeat(70_000), { format: "plain" })],
    });
    await blog.deliverAll();
    const found = await blog.find("Post", "long");
    expect(found.html).toBe(`<p>${"wörter 😀 ".repeat(70_000).trim()}</p>`);
  });

  it("is not related by a tag that was deleted", async () => {
    const blog = openBlog();
    const { id } = identified.parse(
      blog.must("content.createTag", { translations: [{ locale: "en", name: "Light" }] }),
    );
    for (const title of ["A", "B"])
      blog.publish("Post", { translations: [text("en", title, "t")], tags: ["Light"] });
    await blog.deliverAll();
    expect((await blog.find("Post", "a")).related.map(({ title }) => title)).toEqual(["B"]);
    blog.must("content.deleteTag", { id });
    await blog.deliverAll();
    expect(await blog.find("Post", "a")).toMatchObject({ tags: [], related: [] });
  });

  it("shows others with the same tags", async () => {
    const blog = openBlog();
    for (const [title, tags] of [
      ["A", ["x", "y"]],
      ["B", ["x"]],
      ["C", ["x", "y"]],
      ["D", ["z"]],
    ] as const)
      blog.publish("Post", { translations: [text("en", title, "t")], tags });
    await blog.deliverAll();
    const found = await blog.find("Post", "a");
    expect(found.related.map(({ title }) => title)).toEqual(["C", "B"]);
    expect(found.tags).toEqual([
      { slug: "x", name: "x" },
      { slug: "y", name: "y" },
    ]);
  });
});

describe("lists of posts", () => {
  it("have the newest first, and sticky ones before them", async () => {
    const blog = openBlog();
    for (const title of ["A", "B", "C"]) {
      blog.publish("Post", { translations: [text("en", title, "t")], sticky: title === "A" });
      blog.pass();
    }
    await blog.deliverAll();
    const page = await blog.list("content.listStorePosts", { limit: 2 });
    expect(page.items.map(({ title }) => title)).toEqual(["A", "C"]);
    const rest = await blog.list("content.listStorePosts", { limit: 2, after: page.next, count: true });
    expect(rest).toMatchObject({ items: [{ title: "B" }], next: null, totalCount: 3 });
  });

  it("are filtered by tags, by categories with those below them, and by authors", async () => {
    const blog = openBlog();
    const news = blog.must("content.createContentCategory", {
      translations: [{ locale: "en", name: "News" }],
    });
    blog.must("content.createContentCategory", {
      translations: [{ locale: "en", name: "Local" }],
      parentId: (news as { id: string }).id,
    });
    blog.publish("Post", { translations: [text("en", "A", "t")], tags: ["One"], categories: ["local"] });
    blog.publish("Post", {
      translations: [text("en", "B", "t")],
      tags: ["Two"],
      categories: ["news", "local"],
    });
    blog.create("Post", { translations: [text("en", "Draft", "t")], tags: ["One"], categories: ["news"] });
    await blog.deliverAll();
    const titles = async (filters: object) =>
      (await blog.list("content.listStorePosts", { ...filters, count: true })).items
        .map(({ title }) => title)
        .sort();
    expect(await titles({ tag: ["one"] })).toEqual(["A"]);
    expect(await titles({ tag: ["one", "two"] })).toEqual(["A", "B"]);
    expect(await titles({ category: ["news"] })).toEqual(["A", "B"]);
    expect(await titles({ category: ["news"], tag: ["two"] })).toEqual(["B"]);
    expect(await titles({ author: ["nobody"] })).toEqual([]);
    const terms = async (name: string) =>
      (await blog.list(name, {})).items.toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
    expect(await terms("content.listStoreContentCategories")).toMatchObject([
      { slug: "local", count: 2 },
      { slug: "news", count: 2, parentId: null },
    ]);
    expect(await terms("content.listStoreTags")).toMatchObject([
      { slug: "one", count: 1 },
      { slug: "two", count: 1 },
    ]);
  });

  it("of staff have drafts too, and are narrowed", async () => {
    const blog = openBlog();
    blog.publish("Post", { translations: [text("en", "Apple pie", "with cinnamon")], tags: ["Cakes"] });
    blog.create("Post", { translations: [text("en", "Plum cake", "with plums")] });
    blog.create("Page", { translations: [text("en", "About", "us")] });
    await blog.deliverAll();
    const titles = async (filters: object) =>
      (await blog.list("content.listPosts", { ...filters, count: true })).items.map(({ title }) => title);
    expect(await titles({})).toHaveLength(2);
    expect(await titles({ status: ["draft"] })).toEqual(["Plum cake"]);
    expect(await titles({ q: "cinnamon" })).toEqual(["Apple pie"]);
    expect(await titles({ tag: ["cakes"] })).toEqual(["Apple pie"]);
    expect(await titles({ locale: "de" })).toEqual([]);
    expect((await blog.list("content.listPages", {})).items).toMatchObject([{ title: "About" }]);
  });
});

describe("the search of the store", () => {
  it("finds products, posts and pages together, the best first, with a snippet", async () => {
    const blog = openBlog();
    blog.product("Lamp");
    blog.publish("Post", {
      translations: [text("en", "How a lamp works", `${"Electricity flows. ".repeat(20)}A lamp glows.`)],
    });
    blog.publish("Page", { translations: [text("en", "About", "We sell each <b>lamp</b> & more")] });
    blog.create("Post", { translations: [text("en", "Secret lamp", "x")] });
    await blog.deliverAll();
    const { items } = await blog.list("content.searchStore", { q: "lamp" });
    expect(items.map(({ type, slug }) => [type, slug])).toEqual([
      ["product", "lamp"],
      ["post", "how-a-lamp-works"],
      ["page", "about"],
    ]);
    expect(items[1]?.snippet).toMatch(/^….*A lamp glows\.$/);
    expect(items[2]?.snippet).toBe("We sell each lamp & more");
    const first = await blog.list("content.searchStore", { q: "lamp", limit: 1 });
    const second = await blog.list("content.searchStore", { q: "lamp", limit: 1, after: first.next });
    expect(second.items).toMatchObject([{ type: "post" }]);
    expect((await blog.list("content.searchStore", { q: "lamp", type: ["page"] })).items).toMatchObject([
      { type: "page" },
    ]);
    expect((await blog.list("content.searchStore", { q: "!!" })).items).toEqual([]);
  });
});
