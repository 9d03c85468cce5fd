import type { Tenant } from "../../../kernel/access/tenant.ts";
import { pickLocale } from "../../../kernel/values/locale.ts";
import { type ContentCategoryState, loadRenderer, type TagState } from "../../content/index.ts";
import type { Source } from "../export/source.ts";
import { commentElement, openComments } from "./comments.ts";
import { beginItem, endOfItem, type Writing } from "./item.ts";
import { menuItems, menuTerm } from "./menus.ts";
import { element, numberOf } from "./xml.ts";

/** Yields all content as WXR 1.2, in the tenant's default language, a post or page at a time. */
export async function* wxrOf(
  source: Source,
  tenant: Tenant,
  pause: () => Promise<void>,
): AsyncGenerator<string> {
  const locales = [tenant.defaultLocale, "en"];
  const writing: Writing = { tenant, locales, render: await loadRenderer() };
  yield beginning(tenant);
  yield* categoriesOf(source.categories, locales);
  for await (const tag of source.tags) yield tagElement(tag, locales);
  for (const menu of source.menus) yield menuTerm(menu);
  const commentsOf = openComments(source.comments);
  for (const nodes of [source.pages, source.posts])
    for await (const node of nodes) {
      yield beginItem(node, writing);
      for await (const comment of commentsOf(node.state)) yield commentElement(comment);
      yield endOfItem;
      await pause();
    }
  for (const menu of source.menus) yield menuItems(menu, locales);
  yield "</channel>\n</rss>\n";
}

const namespaces = [
  ["excerpt", "http://wordpress.org/export/1.2/excerpt/"],
  ["content", "http://purl.org/rss/1.0/modules/content/"],
  ["dc", "http://purl.org/dc/elements/1.1/"],
  ["wp", "http://wordpress.org/export/1.2/"],
]
  .map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
  .join("");

function beginning({ id, name, defaultLocale }: Tenant): string {
  const head = [
    element("title", name),
    element("language", defaultLocale),
    element("wp:wxr_version", "1.2"),
    // It stays the same when the storefront moves: what is imported again is found by it.
    element("wp:base_site_url", `urn:tenant:${id}`),
    element("wp:base_blog_url", `urn:tenant:${id}`),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"${namespaces}>\n<channel>\n${head.join("")}`;
}

/** A category names the one above it by its slug, so all of them are read first. There is a limit to how many. */
async function* categoriesOf(
  categories: AsyncIterable<ContentCategoryState>,
  locales: readonly string[],
): AsyncGenerator<string> {
  const all: ContentCategoryState[] = [];
  for await (const category of categories) all.push(category);
  const texts = new Map(all.map(({ id, translations }) => [id, pickLocale(translations, locales)] as const));
  for (const { id, parentId } of all) {
    const text = texts.get(id);
    const fields = [
      element("wp:term_id", numberOf(id)),
      element("wp:category_nicename", text?.slug ?? ""),
      element("wp:category_parent", texts.get(parentId ?? "")?.slug ?? ""),
      element("wp:cat_name", text?.name ?? ""),
      element("wp:category_description", text?.description ?? ""),
    ];
    yield `<wp:category>\n${fields.join("")}</wp:category>\n`;
  }
}

function tagElement({ id, translations }: TagState, locales: readonly string[]): string {
  const text = pickLocale(translations, locales);
  const fields = [
    element("wp:term_id", numberOf(id)),
    element("wp:tag_slug", text?.slug ?? ""),
    element("wp:tag_name", text?.name ?? ""),
  ];
  return `<wp:tag>\n${fields.join("")}</wp:tag>\n`;
}
