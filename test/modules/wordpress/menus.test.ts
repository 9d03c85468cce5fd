import { describe, expect, it } from "vitest";
import { type AdminMenu, adminMenu } from "../../../src/modules/menus/menu/schema.ts";
import { openBlog } from "../../support/wordpress/blog.ts";
import { item, wxr } from "../../support/wordpress/wxr.ts";

type Link = Readonly<Record<string, string>>;

const term = (slug: string, name = slug) =>
  `<wp:term><wp:term_taxonomy>nav_menu</wp:term_taxonomy><wp:term_slug>${slug}</wp:term_slug><wp:term_name>${name}</wp:term_name></wp:term>\n`;
const entry = (id: number, menu: string, { title = "", parent = "0", status = "publish", ...link }: Link) => {
  const meta = { menu_item_parent: parent, type: "custom", ...link };
  const text = Object.entries(meta).map(
    ([name, value]) =>
      `<wp:postmeta><wp:meta_key>_menu_item_${name}</wp:meta_key><wp:meta_value>${value}</wp:meta_value></wp:postmeta>`,
  );
  const fields = { title, "wp:post_id": String(id), "wp:post_type": "nav_menu_item", "wp:status": status };
  const order = { "wp:menu_order": String(id), guid: `https://blog.example/?p=${id}` };
  return item(
    { ...fields, ...order },
    `<category domain="nav_menu" nicename="${menu}">${menu}</category>${text.join("")}`,
  );
};
const url = (id: number, title: string, more: Link = {}) =>
  entry(id, "main", { title, url: `https://example.com/${id}`, ...more });
const codesOf = ({ errors }: { errors: readonly { code: string; item: string }[] }) =>
  errors.map(({ item: one, code }) => `${one}: ${code}`);

interface Shape {
  readonly title: string | undefined;
  readonly children: readonly Shape[];
}
const shapeOf = (items: AdminMenu["items"]): readonly Shape[] =>
  items.map(({ translations: [text], children }) => ({ title: text?.title, children: shapeOf(children) }));

/** A blog, with its menus. */
function openMenuBlog() {
  const blog = openBlog();
  const menus = (): AdminMenu[] => {
    const query = "menus.listMenus";
    const input = { limit: 20, after: null, count: false };
    const answer = blog.tenant.core.ask({ query, input, actor: { kind: "system" } });
    if (!answer.ok) throw new Error(answer.refusal.code);
    const { items } = answer.value as { readonly items: readonly unknown[] };
    return items.map((one) => adminMenu.parse(one)).toReversed();
  };
  return { ...blog, menus, at: (location: string) => menus().find((menu) => menu.location === location) };
}

describe("the menus of an export", () => {
  it("lead to posts, pages and categories by their ids, and elsewhere by links", async () => {
    const blog = openMenuBlog();
    const category =
      "<wp:category><wp:term_id>7</wp:term_id><wp:category_nicename>news</wp:category_nicename><wp:cat_name>News</wp:cat_name></wp:category>\n";
    const report = await blog.import(
      wxr(
        [
          // Before what it leads to.
          entry(10, "main", { type: "post_type", object: "page", object_id: "2" }),
          entry(11, "main", { title: "Read &amp; see", type: "post_type", object: "post", object_id: "1" }),
          entry(12, "main", { type: "taxonomy", object: "category", object_id: "7", parent: "11" }),
          entry(13, "main", { title: "Away", url: "https://example.com/", parent: "12" }),
          entry(14, "main", { title: "More", url: "#" }),
          item({}),
          item({
            "wp:post_id": "2",
            "wp:post_type": "page",
            guid: "p2",
            title: "About",
            "wp:post_name": "about",
          }),
        ],
        category + term("main", "Main menu"),
      ),
    );
    expect(report).toMatchObject({
      menus: { created: 1, unchanged: 0, skipped: 0 },
      counts: { menus: 1, menuItems: 5 },
      errors: [],
    });
    const en = (title: string) => ({ translations: [{ locale: "en", title }], icon: null });
    expect(blog.at("header")).toMatchObject({
      name: "Main menu",
      items: [
        { ...en("About"), pageId: blog.bySlug("about")?.id, children: [] },
        {
          ...en("Read & see"),
          postId: blog.bySlug("a-post")?.id,
          children: [
            {
              ...en("News"),
              contentCategoryId: expect.stringMatching(/^ccat_/),
              children: [{ ...en("Away"), url: "https://example.com/" }],
            },
          ],
        },
        en("More"),
      ],
    });
  });

  it("take the locations that are free, in the order of the file, and the others are named with their items", async () => {
    const blog = openMenuBlog();
    blog.must("menus.createMenu", { name: "Ours", location: "footer", items: [] });
    const slugs = ["one", "two", "three", "four"];
    const report = await blog.import(
      wxr(
        slugs.toReversed().map((slug, index) => entry(10 + index, slug, { title: slug, url: "/" })),
        [...slugs, "empty"].map((slug) => term(slug)).join(""),
      ),
    );
    expect(report.menus).toEqual({ created: 3, unchanged: 0, skipped: 2 });
    expect(["header", "footer", "sidebar", "mobile"].map((one) => blog.at(one)?.name)).toEqual([
      "one",
      "Ours",
      "two",
      "three",
    ]);
    expect(codesOf(report)).toEqual([
      "four: menu-without-location",
      "four: menu-item-without-menu",
      "empty: menu-empty",
    ]);
    expect(report.errors.every(({ line }) => line > 1)).toBe(true);
  });

  it("change nothing when they come again, and never what staff has made of them", async () => {
    const blog = openMenuBlog();
    const text = wxr([url(1, "One"), url(2, "Two", { parent: "1" })], term("main"));
    await blog.import(text);
    const first = blog.menus();
    expect(await blog.import(text)).toMatchObject({
      menus: { created: 0, unchanged: 1, skipped: 0 },
      errors: [],
    });
    expect(blog.menus()).toEqual(first);
    const [menu] = first;
    blog.must("menus.updateMenu", { id: menu?.id, patch: { items: [], location: "mobile" } });
    const changed = blog.menus();
    expect(codesOf(await blog.import(text))).toEqual(["main: menu-kept"]);
    expect(blog.menus()).toEqual(changed);
  });

  it("do not come back once staff has deleted them", async () => {
    const blog = openMenuBlog();
    const text = wxr([url(1, "One")], term("main"));
    await blog.import(text);
    blog.must("menus.deleteMenu", { id: blog.menus()[0]?.id });
    expect(codesOf(await blog.import(text))).toEqual(["main: menu-kept"]);
    expect(blog.menus()).toEqual([]);
  });

  it("of another blog are others", async () => {
    const blog = openMenuBlog();
    const of = (site: string) =>
      wxr([url(1, "One")], `<wp:base_blog_url>${site}</wp:base_blog_url>${term("main")}`);
    await blog.import(of("https://a.example"));
    expect((await blog.import(of("https://b.example"))).menus).toMatchObject({ created: 1 });
    expect(blog.menus()).toHaveLength(2);
  });

  it("leave what leads nowhere, with its line, and what was below it moves up", async () => {
    const blog = openMenuBlog();
    const report = await blog.import(
      wxr([
        url(1, "Top"),
        url(2, "Script", { url: "javascript:alert(1)", parent: "1" }),
        url(3, "Below", { parent: "2" }),
        entry(4, "main", { title: "Gone", type: "post_type", object: "page", object_id: "99" }),
        entry(5, "main", { title: "Word", type: "taxonomy", object: "post_tag", object_id: "3" }),
        url(6, "Draft", { status: "draft" }),
        url(7, ""),
        item({ title: "Trashed", "wp:post_id": "8", "wp:status": "trash", guid: "8" }),
        entry(9, "main", { title: "Trash", type: "post_type", object: "post", object_id: "8" }),
      ]),
    );
    expect(codesOf(report)).toEqual([
      "Trashed: in-trash",
      "Script: menu-item-link",
      "Gone: menu-item-target",
      "Word: menu-item-type",
      "Draft: menu-item-status",
      "Menu item 7: menu-item-title",
      "Trash: menu-item-target",
    ]);
    expect(shapeOf(blog.at("header")?.items ?? [])).toEqual([
      { title: "Top", children: [{ title: "Below", children: [] }] },
    ]);
  });

  it("that are too deep, in a circle or too many are as deep, as round and as many as menus can be", async () => {
    const blog = openMenuBlog();
    const deep = [1, 2, 3, 4, 5, 6].map((id) => url(id, `Level ${id}`, { parent: String(id - 1) }));
    const circle = [url(7, "Hen", { parent: "8" }), url(8, "Egg", { parent: "7" })];
    const many = Array.from({ length: 193 }, (_, index) => url(100 + index, `Item ${index}`));
    const report = await blog.import(wxr([...deep, ...circle, ...many]));
    expect(codesOf(report)).toEqual([
      "Level 5: menu-item-raised",
      "Level 6: menu-item-raised",
      "Item 192: menu-full",
    ]);
    const [level, ...others] = shapeOf(blog.at("header")?.items ?? []);
    const leaf = (title: string) => ({ title, children: [] });
    const third = { title: "Level 3", children: [leaf("Level 4"), leaf("Level 5"), leaf("Level 6")] };
    expect(level).toEqual({ title: "Level 1", children: [{ title: "Level 2", children: [third] }] });
    expect(others.at(-1)).toEqual({ title: "Hen", children: [leaf("Egg")] });
    expect(others).toHaveLength(193);
  });

  it("are at most a hundred: the items of any further one are named", async () => {
    const blog = openMenuBlog();
    const names = Array.from({ length: 100 }, (_, index) => term(`menu-${index}`));
    const items = [entry(1, "menu-0", { title: "Here", url: "https://example.com/1" }), url(2, "Beyond")];
    const report = await blog.import(wxr(items, [...names, term("main")].join("")));
    expect(codesOf(report)).toContain("main: menu-without-location");
    expect(codesOf(report)).toContain("Beyond: menu-item-without-menu");
    expect(report.menus).toMatchObject({ created: 1, skipped: 100 });
  });

  it("are all named while the module is off", async () => {
    const blog = openMenuBlog();
    blog.must("tenants.disableModule", { slug: "menus" });
    await blog.platform.deliverAll();
    const report = await blog.import(wxr([url(1, "One"), item({})], term("main")));
    expect(report).toMatchObject({ created: 1, menus: { created: 0 } });
    expect(codesOf(report)).toEqual(["One: menus-off"]);
  });
});
