import { describe, expect, it } from "vitest";
import { openBlog } from "../../support/wordpress/blog.ts";
import { item, wxr } from "../../support/wordpress/wxr.ts";

const post = (id: number, more: Record<string, string> = {}, children = "") =>
  item(
    {
      guid: `https://blog.example/?p=${id}`,
      title: `Post ${id}`,
      "wp:post_id": String(id),
      "wp:post_name": `post-${id}`,
      ...more,
    },
    children,
  );
const page = (id: number, parent: number, more: Record<string, string> = {}) =>
  post(id, { "wp:post_type": "page", "wp:post_parent": String(parent), ...more });
const codesOf = ({ errors }: { errors: readonly { code: string; item: string }[] }) =>
  errors.map(({ item: one, code }) => `${one}: ${code}`);

describe("an item", () => {
  it("arrives with its text, date, slug, author and terms", async () => {
    const blog = openBlog();
    const head =
      "<wp:author><wp:author_login>ada</wp:author_login><wp:author_email>ada@blog.example</wp:author_email><wp:author_display_name>Ada L.</wp:author_display_name></wp:author>";
    const terms =
      '<category domain="category" nicename="news">News</category><category nicename="old">Old</category><category domain="post_tag" nicename="red-2">Red</category><category domain="post_format" nicename="f">F</category>';
    const fields = { "excerpt:encoded": "Short", "wp:is_sticky": "1", title: "Q &amp; A" };
    const report = await blog.import(wxr([post(1, fields, terms)], head));
    expect(report).toMatchObject({ created: 1, failed: 0, errors: [], counts: { posts: 1, authors: 1 } });
    expect(blog.nodes()).toMatchObject([
      {
        kind: "post",
        status: "published",
        title: "Q & A",
        slug: "post-1",
        sticky: true,
        author: { id: null, name: "Ada L." },
        publishedAt: "2026-01-02T03:04:05.000Z",
        categories: [
          { slug: "news", name: "News" },
          { slug: "old", name: "Old" },
        ],
        tags: [{ slug: "red-2", name: "Red" }],
        translations: [{ locale: "en", body: "<p>Hello</p>", format: "html", excerpt: "Short" }],
      },
    ]);
  });

  it.each([
    ["publish", {}, "published", null],
    ["draft", {}, "draft", null],
    ["pending", {}, "draft", null],
    ["private", {}, "draft", "private"],
    ["publish", { "wp:post_password": "x" }, "draft", "password-protected"],
    ["publish", { "wp:post_date_gmt": "0000-00-00 00:00:00" }, "draft", "no-date"],
  ])("that was %s with %j is %s", async (status, more, expected, code) => {
    const blog = openBlog();
    const report = await blog.import(wxr([post(1, { "wp:status": status, ...more })]));
    expect(blog.nodes()).toMatchObject([{ status: expected }]);
    expect(report.errors.map((one) => one.code)).toEqual(code === null ? [] : [code]);
  });

  it("that is to be published is published by itself, or as of then if that was while nobody looked", async () => {
    const blog = openBlog();
    const at = (year: number) => ({ "wp:status": "future", "wp:post_date_gmt": `${year}-01-02 03:04:05` });
    await blog.import(wxr([post(1, at(2001)), post(2, at(2999))]));
    expect(blog.bySlug("post-1")).toMatchObject({
      status: "published",
      publishedAt: "2001-01-02T03:04:05.000Z",
    });
    expect(blog.bySlug("post-2")).toMatchObject({ status: "draft", publishAt: "2999-01-02T03:04:05.000Z" });
  });

  it("without a GMT date has its other one", async () => {
    const blog = openBlog();
    const dates = { "wp:post_date_gmt": "0000-00-00 00:00:00", "wp:post_date": "2020-02-03 04:05:06" };
    await blog.import(wxr([post(1, dates)]));
    expect(blog.nodes()).toMatchObject([{ publishedAt: "2020-02-03T04:05:06.000Z" }]);
  });

  it("whose slug is taken gets the next one", async () => {
    const blog = openBlog();
    blog.must("content.createPost", { translations: [{ locale: "en", title: "Mine", slug: "post-1" }] });
    await blog.import(wxr([post(1), post(2, { "wp:post_name": "%ce%b5%cf%80" })]));
    expect(
      blog
        .nodes()
        .map(({ slug }) => slug)
        .sort(),
    ).toEqual(["ep", "post-1", "post-1-2"]);
  });

  it("that cannot be taken is named, and the others are taken", async () => {
    const blog = openBlog();
    const report = await blog.import(
      wxr([
        post(1, { "wp:status": "trash" }),
        post(2, { "wp:status": "inherit" }),
        post(3, { "content:encoded": "x".repeat(1_000_001) }),
        post(4, { "wp:post_type": "product" }),
        post(5),
      ]),
    );
    expect(report).toMatchObject({ created: 1, failed: 3 });
    expect(codesOf(report)).toEqual([
      "Post 1: in-trash",
      "Post 2: unknown-status",
      "Post 3: too-large",
      "Post 4: unknown-type",
    ]);
    expect(report.errors.map(({ line }) => line)).toEqual([3, 15, 27, 39]);
  });
});

describe("pages", () => {
  it("are below their parents, also if these come later", async () => {
    const blog = openBlog();
    await blog.import(wxr([page(3, 2), page(2, 1), page(1, 0)]));
    const [one, two, three] = [1, 2, 3].map((id) => blog.bySlug(`post-${id}`));
    expect([one?.parentId, two?.parentId, three?.parentId]).toEqual([null, one?.id, two?.id]);
  });

  it("in a circle, or below one that is not there, stand by themselves", async () => {
    const blog = openBlog();
    const report = await blog.import(wxr([page(1, 2), page(2, 1), page(3, 9)]));
    expect(report).toMatchObject({ created: 3, failed: 0 });
    expect(codesOf(report)).toContain("Post 3: unknown-parent");
    expect(blog.nodes().filter(({ parentId }) => parentId === null)).toHaveLength(2);
  });
});

describe("categories", () => {
  it("form the tree that they had, whatever their order", async () => {
    const blog = openBlog();
    const category = (slug: string, parent: string) =>
      `<wp:category><wp:category_nicename>${slug}</wp:category_nicename><wp:category_parent>${parent}</wp:category_parent><wp:cat_name>${slug.toUpperCase()}</wp:cat_name></wp:category>`;
    const head = category("c", "b") + category("b", "a") + category("a", "");
    await blog.import(wxr([], head));
    await blog.import(wxr([], head));
    const rows = blog.tenant.storage.rows(
      "SELECT id, parent_id FROM content_terms WHERE kind = 'contentCategory'",
    );
    expect(rows).toHaveLength(3);
    expect(rows.filter((row) => row["parent_id"] === null)).toHaveLength(1);
  });
});

describe("the same export again", () => {
  it("changes nothing, though the staff has changed a post meanwhile", async () => {
    const blog = openBlog();
    await blog.import(wxr([post(1)]));
    const [node] = blog.nodes();
    blog.must("content.updatePost", {
      id: node?.id,
      patch: { translations: [{ locale: "en", title: "Ours" }] },
    });
    expect(await blog.import(wxr([post(1)]))).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    expect(blog.nodes()).toMatchObject([{ title: "Ours" }]);
  });

  it("with a post that has changed there updates it", async () => {
    const blog = openBlog();
    await blog.import(wxr([post(1)]));
    const changed = wxr([post(1, { "content:encoded": "Changed" }), post(2)]);
    expect(await blog.import(changed)).toMatchObject({ created: 1, updated: 1, unchanged: 0 });
    expect(blog.bySlug("post-1")).toMatchObject({
      status: "published",
      translations: [{ body: "<p>Changed</p>" }],
    });
  });

  it("has a copy of a post that has the post's GUID as a post of its own", async () => {
    const blog = openBlog();
    const guid = "https://blog.example/?p=1";
    const both = wxr([post(1, { guid }), post(2, { guid })]);
    expect(await blog.import(both)).toMatchObject({ created: 2 });
    expect(await blog.import(both)).toMatchObject({ unchanged: 2 });
  });
});

describe("a file", () => {
  it("that is cut off has what is whole imported, and the rest reported", async () => {
    const blog = openBlog();
    const whole = wxr([post(1), post(2)]);
    const report = await blog.import(whole.slice(0, whole.indexOf("Post 2") + 3));
    expect(report).toMatchObject({ created: 1, failed: 1 });
    expect(report.errors).toMatchObject([{ code: "cut-off", line: 15 }]);
    expect(await blog.import(whole)).toMatchObject({ created: 1, unchanged: 1, failed: 0 });
  });

  it.each([
    ["", "empty"],
    ["not XML", "no XML"],
    ["<html></html>", "a page"],
    [wxr([post(1)]).replace("1.2", "9.9"), "a later version"],
    ["<rss><channel><item><title>A feed</title></item></channel></rss>", "a feed"],
  ])("that is no export is refused", async (text) => {
    const blog = openBlog();
    expect(await blog.refused(text)).toBe("invalid-wxr");
    expect(blog.nodes()).toEqual([]);
  });

  it("may be UTF-16 or have another character set", async () => {
    const { textOf } = await import("../../../src/modules/wordpress/read/text.ts");
    const read = async (bytes: readonly number[], charset: string | null = null) => {
      let text = "";
      const file = new Response(new Uint8Array(bytes)).body as ReadableStream<Uint8Array>;
      for await (const part of textOf(file, charset)) text += part;
      return text;
    };
    expect(await read([0xff, 0xfe, 0xe9, 0])).toBe("é");
    expect(await read([0xe9], "iso-8859-1")).toBe("é");
    expect(await read([...Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?>é', "latin1")])).toContain(
      "é",
    );
    await expect(read([0x61], "klingon")).rejects.toThrow("klingon");
  });
});
