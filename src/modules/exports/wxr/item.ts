import { pickLocale } from "../../../kernel/values/locale.ts";
import type { ExportedNode, NodeState, Renderer } from "../../content/index.ts";
import { type PageName, storefrontUrl } from "../../tenants/index.ts";
import { dateOf, element, escaped, numberOf } from "./xml.ts";

/** What all items are written with. */
export interface Writing {
  readonly tenant: Parameters<typeof storefrontUrl>[0];
  /** The languages to write, most preferred first. An item has one. */
  readonly locales: readonly string[];
  readonly render: Renderer;
}

/** A post or page up to its comments, which follow. */
export function beginItem({ state, terms }: ExportedNode, { tenant, locales, render }: Writing): string {
  const text = pickLocale(state.translations, locales);
  if (text === undefined) throw new Error(`${state.id} has no translation`);
  const { id } = state;
  const isPost = state.kind === "post";
  const at = state.publishedAt ?? state.publishAt ?? state.createdAt;
  const status = statusOf(state);
  const page: PageName = { kind: isPost ? "post" : "page", id, handle: text.slug, locale: text.locale };
  const fields: readonly (readonly [string, string | number])[] = [
    ["title", escaped(text.title)],
    ["link", storefrontUrl(tenant, page)],
    ["pubDate", new Date(at).toUTCString()],
    ["dc:creator", state.author.name ?? ""],
    ["content:encoded", bodyOf(text, id, render)],
    ["excerpt:encoded", text.excerpt ?? ""],
    ["wp:post_id", numberOf(id)],
    ["wp:post_date", dateOf(at)],
    ["wp:post_date_gmt", status === "draft" ? "0000-00-00 00:00:00" : dateOf(at)],
    ["wp:comment_status", isPost && state.commentsOpen ? "open" : "closed"],
    ["wp:ping_status", "closed"],
    ["wp:post_name", text.slug],
    ["wp:status", status],
    ["wp:post_parent", state.parentId === null ? 0 : numberOf(state.parentId)],
    ["wp:menu_order", state.position],
    ["wp:post_type", isPost ? "post" : "page"],
    ["wp:post_password", ""],
    ["wp:is_sticky", state.sticky ? 1 : 0],
  ];
  const guid = element("guid", guidOf(state), ' isPermaLink="false"');
  return `<item>\n${guid}${fields.map(([name, value]) => element(name, value)).join("")}${termsOf(state, terms)}`;
}

export const endOfItem = "</item>\n";

/** What tells it from all others: what WordPress called it, or its id. */
function guidOf({ id, metadata }: NodeState): string {
  const { guid } = Object(metadata.import);
  return typeof guid === "string" && guid !== "" ? guid : id;
}

/** WordPress has no archive. What is in one is nothing for readers either. */
function statusOf({ status, publishAt }: NodeState): string {
  if (status === "published") return "publish";
  if (status === "archived") return "private";
  return publishAt === null ? "draft" : "future";
}

type Text = NodeState["translations"][number];

/** HTML as it was written, and everything else as HTML. As a block, WordPress leaves it as it is. */
function bodyOf({ body, format }: Text, id: string, render: Renderer): string {
  if (body === null || body.trim() === "") return "";
  const html = format === "html" ? body : render({ body, format }, id).html;
  return `<!-- wp:html -->\n${html}\n<!-- /wp:html -->`;
}

function termsOf({ categoryIds, tagIds }: NodeState, terms: ExportedNode["terms"]): string {
  const byId = new Map(terms.map((term) => [term.id, term] as const));
  const written = (ids: readonly string[], domain: string) =>
    ids
      .flatMap((id) => byId.get(id) ?? [])
      .map(({ slug, name }) => element("category", name, ` domain="${domain}" nicename="${escaped(slug)}"`));
  return [...written(categoryIds, "category"), ...written(tagIds, "post_tag")].join("");
}
