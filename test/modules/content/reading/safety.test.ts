import { describe, expect, it } from "vitest";
import { openInvoker } from "../../../support/invoker.ts";
import { finish, request, viewRows } from "../../../support/node/rebuilds.ts";
import { openBlog } from "./blog.ts";

const text = (title: string, more: object = {}) => ({
  translations: [{ locale: "en", title, body: "Some *words*", ...more }],
});

describe("two tenants with the same slugs", () => {
  it("read only their own posts, pages, terms and hits", async () => {
    const mine = openBlog();
    const theirs = openBlog(mine.platform);
    const post = mine.publish("Post", { ...text("Hello"), tags: ["One"] });
    const other = theirs.publish("Post", { ...text("Hello", { body: "Secret" }), tags: ["One", "Two"] });
    theirs.publish("Post", { ...text("Hidden"), tags: ["One"] });
    theirs.publish("Page", text("About"));
    await mine.deliverAll();
    expect(await mine.find("Post", "hello")).toMatchObject({
      id: post.id,
      html: "<p>Some <em>words</em></p>",
      related: [],
    });
    expect(await theirs.find("Post", "hello")).toMatchObject({ id: other.id, html: "<p>Secret</p>" });
    expect(await mine.refusalOf("content.readStorePage", { slug: "about" })).toBe("not-found");
    for (const [name, input] of [
      ["content.listStorePosts", {}],
      ["content.listStorePosts", { tag: ["one"] }],
      ["content.listPosts", { q: "words" }],
      ["content.searchStore", { q: "hello" }],
    ] as const)
      expect((await mine.list(name, input)).items, name).toMatchObject([{ id: post.id }]);
    expect((await mine.list("content.listStoreTags")).items).toMatchObject([{ slug: "one", count: 1 }]);
    expect((await mine.list("content.searchStore", { q: "secret" })).items).toEqual([]);
  });
});

describe("markup where there is none", () => {
  const title = '<img src=x onerror=alert(1)>"&amp;';

  it("stays text in titles and excerpts, for whoever escapes it", async () => {
    const blog = openBlog();
    blog.publish("Post", text(title, { slug: "x", excerpt: "<script>a</script>" }));
    await blog.deliverAll();
    const found = await blog.find("Post", "x");
    expect(found).toMatchObject({ title, excerpt: "<script>a</script>" });
    expect(found.html).toBe("<p>Some <em>words</em></p>");
  });

  it("is not in snippets, which keep what else has the signs of markup", async () => {
    const blog = openBlog();
    blog.publish(
      "Post",
      text("Sums", { body: "1 < 2 are numbers <script>alert(1)</script>", format: "plain" }),
    );
    await blog.deliverAll();
    const { items } = await blog.list("content.searchStore", { q: "numbers" });
    expect(items).toMatchObject([{ snippet: "1 < 2 are numbers <script>alert(1)</script>" }]);
  });
});

const ada = "key_01J0000000000000000000000A";
const bob = "key_01J0000000000000000000000B";
const eve = "key_01J0000000000000000000000E";

describe("a list for staff whose grant is limited to their own", () => {
  it("has their posts only, and counts no others", async () => {
    const blog = openBlog();
    const own = [{ permissions: ["posts:manage"], where: { author: ["@self"] } }];
    blog.must("access.createRole", { name: "writer", grants: own });
    for (const [id, title] of [
      [ada, "Hers"],
      [bob, "His"],
    ] as const) {
      const minted = { id, hash: id, sealed: "sealed" };
      blog.must("access.createApiKey", { name: "Writer", role: "writer", minted });
      const written = blog.run("content.createPost", text(title), { actor: { kind: "apiKey", id } });
      expect(written).toMatchObject({ ok: true });
    }
    await blog.deliverAll();
    const list = async (id: string, input: object) => {
      const session = {
        actor: { kind: "apiKey", id } as const,
        grants: new Map([["posts:list", [{ author: ["@self"] }]] as const]),
      };
      const operation = blog.platform.registry.operationByName.get("content.listPosts");
      if (operation === undefined) throw new Error("there is no such list");
      const invoke = openInvoker(blog.platform, blog.tenant);
      const result = await invoke(operation, operation.input.parse({ count: true, ...input }), session);
      return result.ok ? result.value : result.refusal;
    };
    expect(await list(ada, {})).toMatchObject({ items: [{ title: "Hers" }], totalCount: 1 });
    expect(await list(bob, {})).toMatchObject({ items: [{ title: "His" }], totalCount: 1 });
    expect(await list(ada, { author: [bob] })).toMatchObject({ items: [], totalCount: 0 });
    expect(await list(eve, {})).toMatchObject({ items: [] });
  });
});

describe("the author of a post", () => {
  it("is not shown in the store if it is an API key", async () => {
    const blog = openBlog();
    const minted = { id: ada, hash: ada, sealed: "sealed" };
    blog.must("access.createApiKey", { name: "Warehouse key", role: "manager", minted });
    const actor = { kind: "apiKey", id: ada } as const;
    const written = blog.run("content.createPost", text("Hello"), { actor });
    const id = written.ok ? Object(written.answer).id : null;
    blog.must("content.publishPost", { id });
    await blog.deliverAll();
    expect(await blog.find("Post", "hello")).toMatchObject({ author: { id: null, name: null } });
    expect((await blog.list("content.searchStore", { q: "warehouse" })).items).toEqual([]);
    expect((await blog.list("content.listStorePosts", { author: ["Warehouse key"] })).items).toEqual([]);
  });
});

describe("a rebuild", () => {
  it("writes the same rows, and removes what was never there", async () => {
    const blog = openBlog();
    const { id } = blog.publish("Post", { ...text("Hello"), tags: ["One"] });
    blog.must("content.updatePost", { id, patch: { translations: [{ locale: "en", slug: "hi" }] } });
    blog.publish("Page", text("About", { body: "x ".repeat(300_000), format: "plain" }));
    await blog.deliverAll();
    const before = viewRows(blog.platform);
    const { readModel } = blog.platform;
    readModel.run("UPDATE node_bodies SET html = 'lost'");
    readModel.run("DELETE FROM content_documents");
    readModel.run("DELETE FROM node_terms");
    await finish(blog.platform, blog.tenant, request(blog.tenant));
    const after = viewRows(blog.platform);
    const tables = [
      "nodes",
      "node_bodies",
      "node_slugs",
      "node_terms",
      "content_terms",
      "content_term_slugs",
    ];
    for (const table of tables) expect(after[table], table).toEqual(before[table]);
    expect(after.node_bodies?.length).toBeGreaterThan(2);
    expect((await blog.list("content.searchStore", { q: "hello" })).items).toMatchObject([{ slug: "hi" }]);
  });
});
