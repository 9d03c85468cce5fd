import { describe, expect, it } from "vitest";
import { openMagazine } from "./given.ts";

const en = (more: object) => ({ translations: [{ locale: "en", title: "Summer", ...more }] });

describe("a post", () => {
  it("is a draft with a slug from its title, and with what was written", () => {
    const { post, reads } = openMagazine();
    const made = post({
      translations: [
        {
          locale: "en",
          title: "Crème brûlée!",
          excerpt: "Sweet",
          body: "# Hi <script>",
          seo: { noIndex: true },
        },
        { locale: "de", title: "Nachtisch", format: "html" },
      ],
      metadata: { mood: 1 },
      sticky: true,
      template: "wide",
    });
    expect(made).toMatchObject({
      ...{ kind: "post", status: "draft", title: "Crème brûlée!", slug: "creme-brulee", sticky: true },
      ...{ template: "wide", metadata: { mood: 1 }, publishedAt: null, version: 1, locale: "en" },
      availableLocales: ["de", "en"],
      translations: [
        { locale: "de", slug: "nachtisch", format: "html", body: null },
        { locale: "en", format: "markdown", body: "# Hi <script>", seo: { noIndex: true } },
      ],
    });
    expect(reads("readPost", { id: made.id })).toEqual(made);
  });

  it("makes the tags it names, once, and finds those that exist by name or slug", () => {
    const { post, eventTypes } = openMagazine();
    const first = post({ tags: ["Sea Side", "C++", "C#", "sea side"] });
    expect(first.tags).toEqual([
      { slug: "sea-side", name: "Sea Side" },
      { slug: "c", name: "C++" },
      { slug: "c-2", name: "C#" },
    ]);
    const second = post({ tags: ["c-2", "SEA SIDE"] });
    expect(second.tags.map(({ name }) => name)).toEqual(["C#", "Sea Side"]);
    expect(eventTypes().filter((type) => type === "content.tag.created")).toHaveLength(3);
  });

  it("is in categories by name or slug, and an unknown one is refused", () => {
    const { post, does, refused } = openMagazine();
    does("createContentCategory", { translations: [{ locale: "en", name: "News", slug: "latest" }] });
    expect(post({ categories: ["latest"] }).categories).toEqual([{ slug: "latest", name: "News" }]);
    expect(post({ categories: ["news", "latest"] }).categories).toHaveLength(1);
    expect(refused("createPost", { ...en({}), categories: ["news", "sport"] })).toEqual({
      code: "unknown-reference",
      pointers: ["/categories/1"],
    });
  });

  it("has a slug of its own among posts; pages have theirs", () => {
    const { post, page, refused } = openMagazine();
    expect([post(), post()].map(({ slug }) => slug)).toEqual(["summer", "summer-2"]);
    expect(page({ translations: [{ locale: "en", title: "Summer" }] }).slug).toBe("summer");
    expect(refused("createPost", en({ slug: "summer" }))).toEqual({
      code: "duplicate-handle",
      pointers: ["/translations/0/slug"],
    });
    expect(refused("createPost", en({ slug: "admin" })).code).toBe("validation-failed");
    expect(refused("createPost", en({ locale: "fr" })).code).toBe("locale-not-enabled");
  });

  it("keeps its former slugs, which nobody else gets", () => {
    const { post, does, refused, events } = openMagazine();
    const { id } = post();
    does("updatePost", { id, patch: en({ slug: "holidays" }) });
    expect(refused("createPost", en({ slug: "summer" })).code).toBe("duplicate-handle");
    const state = events().at(-1)?.state;
    expect(state).toMatchObject({ redirects: [{ locale: "en", slug: "summer" }] });
    expect(does("updatePost", { id, patch: en({ slug: "summer" }) }).slug).toBe("summer");
  });

  it("changes by fields and by language; nothing that is the same", () => {
    const { post, does, eventTypes } = openMagazine();
    const { id } = post({ ...en({ body: "one" }), tags: ["a", "b"] });
    const german = { locale: "de", title: "Sommer", body: "zwei" };
    const changed = does("updatePost", { id, patch: { translations: [german], tags: null, template: "x" } });
    expect(changed).toMatchObject({ tags: [], template: "x", version: 2 });
    expect(changed.translations.map(({ body }) => body)).toEqual(["zwei", "one"]);
    const before = eventTypes().length;
    does("updatePost", { id, patch: { translations: [german], template: "x", tags: [] } });
    expect(eventTypes()).toHaveLength(before);
    const without = does("updatePost", { id, patch: { translations: [{ locale: "de", remove: true }] } });
    expect(without.availableLocales).toEqual(["en"]);
  });

  it("is published, taken back, archived and restored, and nothing else", () => {
    const { post, does, refused } = openMagazine();
    const { id } = post();
    expect(refused("unpublishPost", { id }).code).toBe("invalid-transition");
    expect(refused("archivePost", { id }).code).toBe("invalid-transition");
    expect(does("publishPost", { id })).toMatchObject({
      status: "published",
      publishedAt: expect.any(String),
    });
    expect(refused("publishPost", { id }).code).toBe("invalid-transition");
    expect(refused("deletePost", { id }).code).toBe("invalid-transition");
    expect(does("archivePost", { id })).toMatchObject({ status: "archived", publishedAt: null });
    expect(refused("unpublishPost", { id }).code).toBe("invalid-transition");
    expect(does("restorePost", { id }).status).toBe("draft");
    does("deletePost", { id });
    expect(refused("publishPost", { id }).code).toBe("not-found");
  });

  it("is no page", () => {
    const { post, refused } = openMagazine();
    expect(refused("publishPage", { id: post().id }).code).toBe("not-found");
  });

  it("with a body of a million characters is stored once in its event", () => {
    const { post, does, events } = openMagazine();
    const body = "word\n".repeat(200_000);
    const { id } = post(en({ body }));
    const event = events().at(-1);
    expect(JSON.stringify(event?.data).length).toBeLessThan(1_000);
    expect(event?.state).toMatchObject({ translations: [{ body }] });
    expect(does("updatePost", { id, patch: en({ body: "short" }) }).translations[0]?.body).toBe("short");
  });

  it("that would be too large is refused, with the field", () => {
    const { post, refused } = openMagazine();
    const { id } = post(en({ body: "x".repeat(1_000_000) }));
    const patch = { translations: [{ locale: "de", title: "Zwei", body: "y".repeat(500_000) }] };
    expect(refused("updatePost", { id, patch })).toEqual({ code: "too-large", pointers: ["/translations"] });
  });
});

describe("a page", () => {
  it("is below another one, but not below itself, and not too deep", () => {
    const { page, does, refused } = openMagazine();
    const ids = [page().id];
    for (let level = 2; level <= 10; level += 1) ids.push(page({ parentId: ids.at(-1) }).id);
    const deep = { translations: [{ locale: "en", title: "Deep" }], parentId: ids.at(-1) };
    expect(refused("createPage", deep)).toEqual({ code: "invalid-parent", pointers: ["/parentId"] });
    const circle = { id: ids[0] ?? "", patch: { parentId: ids[3] } };
    expect(refused("updatePage", circle).code).toBe("invalid-parent");
    const other = page();
    const moved = { id: ids[0] ?? "", patch: { parentId: other.id } };
    expect(refused("updatePage", moved).code).toBe("invalid-parent");
    expect(does("updatePage", { id: ids[9] ?? "", patch: { parentId: other.id } }).parentId).toBe(other.id);
    expect(does("updatePage", moved).parentId).toBe(other.id);
  });

  it("is not below a post or nothing, and stays while others are below it", () => {
    const { page, post, does, refused } = openMagazine();
    const about = { translations: [{ locale: "en", title: "About" }] };
    for (const parentId of [post().id, "node_01J00000000000000000000000"])
      expect(refused("createPage", { ...about, parentId }).code).toBe("unknown-reference");
    const parent = page();
    const child = page({ parentId: parent.id });
    expect(refused("deletePage", { id: parent.id }).code).toBe("has-children");
    does("deletePage", { id: child.id });
    does("deletePage", { id: parent.id });
  });
});

describe("an author", () => {
  it("is whoever creates the post: a key by its name", () => {
    const { run } = openMagazine();
    const actor = { kind: "apiKey", id: "key_01J00000000000000000000000" } as const;
    const made = run("content.createPost", en({}), { actor });
    expect(made).toMatchObject({ ok: true, answer: { author: { id: actor.id, name: expect.any(String) } } });
  });
});
