import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exportContent, exportWordpress } from "../../../src/modules/exports/export/workflows.ts";
import type { AdminMenu } from "../../../src/modules/menus/menu/schema.ts";
import { openInvoker } from "../../support/invoker.ts";
import { openBlog } from "../../support/wordpress/blog.ts";

type Blog = ReturnType<typeof openBlog>;

const exported = async (blog: Blog, operation: typeof exportContent): Promise<string> => {
  await blog.platform.deliverAll();
  const result = await openInvoker(blog.platform, blog.tenant)(operation, {});
  if (!result.ok) throw new Error(result.refusal.code);
  return (await Array.fromAsync(result.value)).join("");
};
/** The WordPress export of a blog, as that of a tenant with another id: those of tests are alike. */
const leaving = async (blog: Blog) =>
  (await exported(blog, exportWordpress)).replaceAll(/urn:tenant:\w+/g, "urn:tenant:ten_other");
const idOf = (made: unknown) => (made as { readonly id: string }).id;

/** A blog with a bit of everything. */
function fullBlog() {
  const blog = openBlog();
  const { must, platform } = blog;
  const category = (name: string, more: object = {}) =>
    idOf(
      must("content.createContentCategory", {
        translations: [{ locale: "en", name, description: `About ${name} & more` }],
        ...more,
      }),
    );
  const node = (
    kind: "Post" | "Page",
    title: string,
    { text = {}, ...more }: Readonly<Record<string, unknown>> = {},
  ) =>
    idOf(
      must(`content.create${kind}`, {
        translations: [{ locale: "en", title, body: "Hello", ...Object(text) }],
        ...more,
      }),
    );
  const news = category("News <1>");
  category("Local", { parentId: news });
  const hostile = "<p>A &amp; B</p>\n<pre>one\n\ntwo ]]&gt; three</pre>\n<p>last ]]></p>";
  const first = node("Post", "Q & <A>", {
    text: { body: hostile, format: "html", excerpt: "1 < 2", slug: "q-and-a" },
    ...{ tags: ["Red & blue"], categories: ["Local"], sticky: true, commentsOpen: false, position: 3 },
  });
  platform.clock.advance(1_234);
  must("content.publishPost", { id: first });
  const later = node("Post", "Later");
  must("content.schedulePost", { id: later, schedule: { publishAt: "2999-01-02T03:04:05.678Z" } });
  node("Post", "A draft", { text: { body: "*Markdown*\n\nhere" } });
  const old = node("Post", "Archived");
  must("content.publishPost", { id: old });
  must("content.archivePost", { id: old });
  const child = node("Page", "Child");
  const parent = node("Page", "Parent", { position: 7 });
  must("content.updatePage", { id: child, patch: { parentId: parent } });
  must("content.publishPage", { id: parent });
  const item = (title: string, more: object = {}) => ({ translations: [{ locale: "en", title }], ...more });
  must("menus.createMenu", {
    ...{ name: "Below & beside", location: "footer" },
    items: [
      item("Top", {
        children: [item("Parent", { pageId: parent }), item("Away", { url: "https://example.com/?a=1&b=2" })],
      }),
      item("Read <this>", { postId: first }),
      item("News", { contentCategoryId: news }),
    ],
  });
  return { ...blog, first };
}

/** What should be the same in both tenants: ids and what WordPress does not have are left out. */
function contentOf(blog: Blog) {
  const titleById = new Map(blog.nodes().map(({ id, title }) => [id, title]));
  return blog
    .nodes()
    .map(
      ({
        kind,
        status,
        title,
        slug,
        tags,
        categories,
        sticky,
        position,
        publishedAt,
        publishAt,
        ...node
      }) => ({
        ...{ kind, title, slug, tags, categories, sticky, position, publishedAt, publishAt },
        ...{ commentsOpen: node.commentsOpen, author: node.author.name },
        status: status === "archived" ? "draft" : status,
        parent: titleById.get(node.parentId ?? ""),
        excerpt: node.translations[0]?.excerpt,
      }),
    )
    .toSorted((a, b) => (a.title < b.title ? -1 : 1));
}

function termsOf({ tenant }: Blog) {
  return tenant.storage.rows(`SELECT t.kind, t.name, t.slug, t.description, above.slug AS parent
    FROM content_term_translations AS t JOIN content_terms AS own ON own.id = t.term_id
    LEFT JOIN content_term_translations AS above ON above.term_id = own.parent_id ORDER BY t.kind, t.slug`);
}

function commentsOf(blog: Blog) {
  const bodyById = new Map(blog.comments().map(({ id, body }) => [id, body]));
  return blog
    .comments()
    .map(({ author, body, createdAt, status, parentId }) => ({
      ...{ author, body, createdAt },
      status: status === "hidden" ? "pending" : status,
      parent: bodyById.get(parentId ?? ""),
    }))
    .toSorted((a, b) => (a.body < b.body ? -1 : 1));
}

function menusOf(blog: Blog): readonly AdminMenu[] {
  const input = { limit: 20, after: null, count: false };
  const answer = blog.tenant.core.ask({ query: "menus.listMenus", input, actor: { kind: "system" } });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return (answer.value as { readonly items: readonly AdminMenu[] }).items;
}

describe("all content as WordPress exports it", () => {
  it("is the same in the tenant that imports it, and again without a change", async () => {
    const blog = fullBlog();
    const text = await leaving(blog);
    const other = openBlog();
    other.platform.clock.advance(60_000);
    const report = await other.import(text, 1_000);
    expect(report).toMatchObject({ created: 6, failed: 0, menus: { created: 1 } });
    expect(report.errors.map(({ item, code }) => `${item}: ${code}`)).toEqual(["Archived: private"]);
    expect(contentOf(other)).toEqual(contentOf(blog));
    expect(termsOf(other)).toEqual(termsOf(blog));
    expect(other.bySlug("q-and-a")?.translations[0]?.body).toBe(
      blog.bySlug("q-and-a")?.translations[0]?.body,
    );
    expect(other.bySlug("a-draft")?.translations[0]?.body).toContain("<em>Markdown</em>");
    const [menu] = menusOf(other);
    expect(menu).toMatchObject({
      ...{ name: "Below & beside", location: "footer" },
      items: [
        {
          translations: [{ title: "Top" }],
          children: [{ pageId: other.bySlug("parent")?.id }, { url: "https://example.com/?a=1&b=2" }],
        },
        { translations: [{ title: "Read <this>" }], postId: other.bySlug("q-and-a")?.id },
        { translations: [{ title: "News" }], contentCategoryId: expect.any(String) },
      ],
    });
    const before = other.nodes();
    expect(await other.import(text)).toMatchObject({ unchanged: 6, menus: { unchanged: 1 } });
    expect(other.nodes()).toEqual(before);
  });

  it("is refused by the tenant that it is from, where everything would come a second time", async () => {
    const blog = fullBlog();
    const before = blog.nodes();
    const text = await exported(blog, exportWordpress);
    await expect(blog.import(text)).rejects.toThrow("invalid-wxr");
    expect(blog.nodes()).toEqual(before);
  });

  it("has the comments of each post, with threads, states and dates", async () => {
    const blog = fullBlog();
    blog.must("tenants.changeSettings", { comments: "guests" });
    blog.must("content.updatePost", { id: blog.first, patch: { commentsOpen: true } });
    const write = (body: string, parentId?: string) => {
      blog.platform.clock.advance(61_001);
      const author = { name: "Grace <3", email: "grace@example.com" };
      const { id } = blog.must("comments.createPostComment", {
        ...{ handle: "q-and-a", body, author },
        ...(parentId === undefined ? {} : { parentId }),
      }) as { id: string };
      blog.must("comments.approveComment", { id });
      return id;
    };
    const top = write("1 < 2 & <b>so</b>\n\non");
    write("A reply", top);
    blog.must("comments.hideComment", { id: write("Hidden") });
    const other = openBlog();
    const report = await other.import(await leaving(blog));
    expect(report.comments).toEqual({ created: 3, unchanged: 0, skipped: 0 });
    expect(commentsOf(other)).toEqual(commentsOf(blog));
  });
});

const sample = "../shared/data/wordpress/theme-unit-test.xml";

it.skipIf(!existsSync(sample))("what came from WordPress leaves as it came", async () => {
  const [blog, other] = [openBlog(), openBlog()];
  await blog.import(readFileSync(sample, "utf8"));
  const report = await other.import(await leaving(blog));
  expect(report).toMatchObject({ created: 72, failed: 0, comments: { created: 32, skipped: 0 } });
  expect(report.menus).toMatchObject({ created: 4, skipped: 0 });
  expect(contentOf(other)).toEqual(contentOf(blog));
  expect(commentsOf(other)).toEqual(commentsOf(blog));
  expect(termsOf(other)).toEqual(termsOf(blog));
  const bodies = (one: Blog) =>
    new Map(one.nodes().map(({ kind, slug, translations: [text] }) => [`${kind} ${slug}`, text?.body]));
  expect(bodies(other)).toEqual(bodies(blog));
  // Categories have other ids there.
  const shownMenus = (one: Blog) =>
    menusOf(one)
      .map(({ name, location, items }) =>
        JSON.stringify({ name, location, items }).replaceAll(/ccat_\w+/g, ""),
      )
      .toSorted();
  expect(shownMenus(other)).toEqual(shownMenus(blog));
});

describe("all content as lines of JSON", () => {
  it("has each thing once with all that it says, and an end that counts them", async () => {
    const blog = fullBlog();
    const text = await exported(blog, exportContent);
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line): { type: string; id?: string } => JSON.parse(line));
    expect(lines[0]).toEqual({ type: "header", format: "content", version: 1 });
    expect(lines.at(-1)).toEqual({
      type: "end",
      counts: { contentCategory: 2, tag: 1, page: 2, post: 4, menu: 1 },
    });
    const post = lines.find(({ id }) => id === blog.first);
    expect(post).toMatchObject({ type: "post", commentsOpen: false, translations: [{ excerpt: "1 < 2" }] });
  });
});

it("an export is refused at once to whoever may not list all that it has", async () => {
  const blog = fullBlog();
  const invoke = openInvoker(blog.platform, blog.tenant);
  const grants = blog.platform.registry.roles.grantsOf("manager");
  for (const operation of [exportContent, exportWordpress]) {
    // Managers have no pages.
    expect(await invoke(operation, {}, { grants })).toMatchObject({
      ok: false,
      refusal: { code: "forbidden" },
    });
  }
});

it("an export has no comments and menus while their modules are off", async () => {
  const blog = fullBlog();
  for (const slug of ["comments", "menus"]) blog.must("tenants.disableModule", { slug });
  const lines = (await exported(blog, exportContent)).trimEnd().split("\n");
  expect(lines.at(-1)).toBe('{"type":"end","counts":{"contentCategory":2,"tag":1,"page":2,"post":4}}');
});
