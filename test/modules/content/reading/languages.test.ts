import { describe, expect, it } from "vitest";
import { openBlog } from "./blog.ts";

const inTwo = {
  translations: [
    { locale: "en", title: "Lights", body: "In *English*" },
    { locale: "de", title: "Lichter", body: "Auf *Deutsch*" },
  ],
};
const germanOnly = { translations: [{ locale: "de", title: "Nur Deutsch", body: "Text" }] };

describe("a post in the store", () => {
  it("is in the first language that is asked for and that it has, with the body of that language", async () => {
    const blog = openBlog();
    blog.publish("Post", inTwo);
    await blog.deliverAll();
    expect(await blog.find("Post", "lichter", { locales: ["de"] })).toMatchObject({
      ...{ locale: "de", title: "Lichter", slug: "lichter", html: "<p>Auf <em>Deutsch</em></p>" },
      availableLocales: ["de", "en"],
    });
    expect(await blog.find("Post", "lights", { locales: ["fr", "en"] })).toMatchObject({
      ...{ locale: "en", html: "<p>In <em>English</em></p>" },
    });
  });

  it("is found by its slug in any of its languages", async () => {
    const blog = openBlog();
    blog.publish("Post", inTwo);
    await blog.deliverAll();
    expect(await blog.find("Post", "lights", { locales: ["de"] })).toMatchObject({
      ...{ locale: "de", slug: "lichter", html: "<p>Auf <em>Deutsch</em></p>" },
    });
  });

  it("that has no language of the shopper is shown in its own", async () => {
    const blog = openBlog();
    blog.publish("Post", germanOnly);
    await blog.deliverAll();
    expect(await blog.find("Post", "nur-deutsch", { locales: ["en"] })).toMatchObject({
      ...{ locale: "de", title: "Nur Deutsch", html: "<p>Text</p>" },
    });
    const { items } = await blog.list("content.listStorePosts", {}, { locales: ["en"] });
    expect(items).toMatchObject([{ locale: "de", excerpt: "Text" }]);
  });
});

describe("categories and tags in the store", () => {
  it("have the names of the language that is served, also in posts", async () => {
    const blog = openBlog();
    const names = [
      { locale: "en", name: "Light" },
      { locale: "de", name: "Licht" },
    ];
    blog.must("content.createTag", { translations: names });
    blog.publish("Post", { ...inTwo, tags: ["Light"] });
    await blog.deliverAll();
    const asking = { locales: ["de"] };
    const german = { slug: "licht", name: "Licht" };
    expect((await blog.find("Post", "lichter", asking)).tags).toEqual([german]);
    expect((await blog.list("content.listStoreTags", {}, asking)).items).toMatchObject([german]);
    expect((await blog.list("content.listStorePosts", { tag: ["licht"] }, asking)).items).toHaveLength(1);
  });
});

describe("the search of the store", () => {
  it("finds a post by a word of a language, and shows it in the shopper's", async () => {
    const blog = openBlog();
    blog.publish("Post", inTwo);
    await blog.deliverAll();
    const { items } = await blog.list("content.searchStore", { q: "lichter" }, { locales: ["de"] });
    expect(items).toMatchObject([{ title: "Lichter", slug: "lichter", snippet: "Auf Deutsch" }]);
    expect((await blog.list("content.searchStore", {})).items).toEqual([]);
  });
});
