import { instantOf } from "./instant.ts";
import type { XmlElement, XmlRecord } from "./records.ts";

/** A tag or category as an item names it, or as the file lists it. */
export interface WxrTerm {
  readonly kind: "category" | "tag";
  readonly slug: string;
  readonly name: string;
}

/** A category with its place in the tree. */
export interface WxrCategory extends WxrTerm {
  readonly termId: string;
  /** The slug of the category above it. Null if it has none. */
  readonly parent: string | null;
  readonly description: string;
}

/** A menu as an item names it, or as the file lists it. Its items are items of the file. */
export interface WxrMenu {
  readonly slug: string;
  readonly name: string;
  /** Where it was shown. Only our own exports say so. */
  readonly location: string | null;
}

export interface WxrAuthor {
  readonly login: string;
  readonly email: string;
  readonly name: string;
}

export interface WxrComment {
  readonly line: number;
  readonly id: string;
  readonly parentId: string | null;
  readonly author: { readonly name: string; readonly email: string; readonly url: string };
  readonly body: string;
  /** RFC 3339. Null if the file has none. */
  readonly at: string | null;
  /** `1`, `0`, `spam` or `trash`. */
  readonly approved: string;
  /** Empty for a comment; `pingback`, `trackback`. */
  readonly type: string;
}

/** A post, page, attachment, menu item or another thing that WordPress keeps as a post. */
export interface WxrItem {
  readonly line: number;
  readonly state: XmlRecord["state"];
  readonly type: string;
  readonly id: string;
  readonly guid: string;
  readonly link: string;
  readonly title: string;
  readonly slug: string;
  readonly creator: string;
  readonly content: string;
  readonly excerpt: string;
  readonly status: string;
  readonly hasPassword: boolean;
  readonly isSticky: boolean;
  readonly parentId: string | null;
  readonly position: number;
  /** RFC 3339. Null if it was never published. */
  readonly publishedAt: string | null;
  readonly commentsAreOpen: boolean;
  readonly terms: readonly WxrTerm[];
  /** The menu that it is an item of. */
  readonly menu: WxrMenu | null;
  readonly meta: ReadonlyMap<string, string>;
  readonly comments: readonly WxrComment[];
  readonly attachmentUrl: string | null;
}

export type WxrPart =
  | { readonly kind: "version"; readonly version: string }
  | { readonly kind: "author"; readonly author: WxrAuthor }
  | { readonly kind: "category"; readonly category: WxrCategory }
  | { readonly kind: "tag" }
  | { readonly kind: "menu"; readonly menu: WxrMenu; readonly line: number }
  /** The address of the blog. */
  | { readonly kind: "site"; readonly url: string }
  | { readonly kind: "item"; readonly item: WxrItem }
  /** The file does not end as XML does. */
  | { readonly kind: "cut-off"; readonly isWithinItem: boolean };

/** What a record says. Null for what nothing is made of. */
export function partOf({ element, line, state }: XmlRecord): WxrPart | null {
  const field = fieldsOf(element);
  switch (element.name) {
    case "wp:wxr_version":
      return { kind: "version", version: element.text.trim() };
    case "wp:author": {
      const login = field("wp:author_login");
      const name = field("wp:author_display_name") || login;
      return { kind: "author", author: { login, name, email: field("wp:author_email") } };
    }
    case "wp:category":
      return { kind: "category", category: categoryOf(field) };
    case "wp:tag":
      return { kind: "tag" };
    case "wp:term":
      return field("wp:term_taxonomy") === "nav_menu" ? { kind: "menu", menu: menuOf(element), line } : null;
    case "wp:base_blog_url":
      return { kind: "site", url: element.text.trim() };
    case "item":
      return { kind: "item", item: itemOf(element, line, state) };
    default:
      return null;
  }
}

type Field = (name: string) => string;

function fieldsOf({ children }: XmlElement): Field {
  return (name) => children.find((child) => child.name === name)?.text.trim() ?? "";
}

function categoryOf(field: Field): WxrCategory {
  const slug = field("wp:category_nicename");
  return {
    kind: "category",
    termId: field("wp:term_id"),
    slug,
    name: field("wp:cat_name") || slug,
    parent: field("wp:category_parent") || null,
    description: field("wp:category_description"),
  };
}

function menuOf(element: XmlElement): WxrMenu {
  const field = fieldsOf(element);
  const slug = field("wp:term_slug");
  const meta = new Map(element.children.filter(({ name }) => name === "wp:termmeta").map(metaOf));
  return { slug, name: field("wp:term_name") || slug, location: meta.get("location") ?? null };
}

function itemOf(element: XmlElement, line: number, state: XmlRecord["state"]): WxrItem {
  const { children } = element;
  const field = fieldsOf(element);
  const published = instantOf(field("wp:post_date_gmt")) ?? instantOf(field("wp:post_date"));
  return {
    line,
    state,
    type: field("wp:post_type"),
    id: field("wp:post_id"),
    guid: field("guid"),
    link: field("link"),
    title: field("title"),
    slug: field("wp:post_name"),
    creator: field("dc:creator"),
    // Its spaces count: blank lines are paragraphs.
    content: children.find(({ name }) => name === "content:encoded")?.text ?? "",
    excerpt: field("excerpt:encoded"),
    status: field("wp:status"),
    hasPassword: field("wp:post_password") !== "",
    isSticky: field("wp:is_sticky") === "1",
    parentId: idOrNull(field("wp:post_parent")),
    position: Number.parseInt(field("wp:menu_order"), 10) || 0,
    publishedAt: published,
    commentsAreOpen: field("wp:comment_status") !== "closed",
    terms: children.flatMap(termOf),
    menu: children.flatMap(menuIn)[0] ?? null,
    meta: new Map(children.filter(({ name }) => name === "wp:postmeta").map(metaOf)),
    comments: children.filter(({ name }) => name === "wp:comment").map(commentOf),
    attachmentUrl: field("wp:attachment_url") || null,
  };
}

/** A category without a domain is a category. Other domains are formats and menus. */
function termOf({ name, text, attributes }: XmlElement): readonly WxrTerm[] {
  if (name !== "category") return [];
  const { domain = "category", nicename: slug = "" } = attributes;
  if (domain !== "category" && domain !== "post_tag" && domain !== "tag") return [];
  return [{ kind: domain === "category" ? "category" : "tag", slug, name: text.trim() || slug }];
}

function menuIn({ name, text, attributes }: XmlElement): readonly WxrMenu[] {
  const { domain, nicename: slug = "" } = attributes;
  return name === "category" && domain === "nav_menu"
    ? [{ slug, name: text.trim() || slug, location: null }]
    : [];
}

function metaOf(element: XmlElement): readonly [string, string] {
  const field = fieldsOf(element);
  return [field("wp:meta_key"), field("wp:meta_value")];
}

function commentOf(element: XmlElement): WxrComment {
  const field = fieldsOf(element);
  return {
    line: element.line,
    id: field("wp:comment_id"),
    parentId: idOrNull(field("wp:comment_parent")),
    author: {
      name: field("wp:comment_author"),
      email: field("wp:comment_author_email"),
      url: field("wp:comment_author_url"),
    },
    body: field("wp:comment_content"),
    at: instantOf(field("wp:comment_date_gmt")) ?? instantOf(field("wp:comment_date")),
    approved: field("wp:comment_approved"),
    type: field("wp:comment_type") === "comment" ? "" : field("wp:comment_type"),
  };
}

function idOrNull(id: string): string | null {
  return id === "" || id === "0" ? null : id;
}
