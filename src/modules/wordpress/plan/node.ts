import { digest } from "../../../kernel/values/digest.ts";
import {
  contentIds,
  type ImportedNode,
  type ImportedTerm,
  nodeLimits,
  termLimits,
} from "../../content/index.ts";
import { convertBody } from "../body/body.ts";
import { plainText } from "../body/plain.ts";
import type { WxrAuthor, WxrItem } from "../read/wxr.ts";
import { idFor } from "./ids.ts";
import { slugOf } from "./slug.ts";

/** What is said of an item that is imported all the same. */
export interface Remark {
  readonly code: string;
  readonly detail: string;
}

/** A post or page as it is sent to the tenant's object. */
export interface PlannedNode {
  readonly kind: "post" | "page";
  readonly node: ImportedNode;
  readonly remarks: readonly Remark[];
}

/** Why an item is not imported. */
export interface NotPlanned {
  readonly code: string;
  readonly detail: string;
}

/** What other parts of the file say of an item's references. */
export interface References {
  /** What tells the item from all others: its GUID, but for a second item that has the same. */
  readonly name: string;
  readonly author: WxrAuthor | undefined;
  /** The node of the page above it. */
  readonly parentId: string | null;
  /** The address of its featured image. */
  readonly image: string | null;
}

/** What becomes of a post or page. */
export async function planNode(item: WxrItem, references: References): Promise<PlannedNode | NotPlanned> {
  if (item.state === "cut-off") return { code: "cut-off", detail: "The file ends within this item." };
  if (item.state === "too-large") return { code: "too-large", detail: "The item is too large." };
  const status = statusOf(item);
  if (!("was" in status)) return status;
  const body = convertBody(item.content);
  if (body.html.length > nodeLimits.body.value)
    return { code: "too-large", detail: `A body has at most ${nodeLimits.body.value} characters.` };
  const ownTitle = plainText(item.title);
  const title = ownTitle.slice(0, nodeLimits.title.value).trim() || `Untitled ${item.id}`.trim();
  const { author, parentId, image } = references;
  const commentsOpen = item.type !== "post" || item.commentsAreOpen;
  const { name, email } = author ?? { name: item.creator, email: "" };
  const content = {
    author: name === "" ? null : { name: name.slice(0, 255), email: email.slice(0, 254) },
    title,
    slug: slugOf(item.slug, title),
    excerpt: item.excerpt === "" ? null : item.excerpt.slice(0, nodeLimits.excerpt.value),
    body: body.html === "" ? null : body.html,
    format: "html" as const,
    terms: termsOf(item),
    parentId: parentId as ImportedNode["parentId"],
    position: Math.min(Math.max(item.position, 0), 1_000_000),
    sticky: item.isSticky,
    metadata: { import: { from: "wordpress", guid: item.guid.slice(0, 500), ...linksOf(item, image) } },
    was: status.was,
  };
  return {
    kind: item.type === "page" ? "page" : "post",
    node: {
      id: await idFor(contentIds.node, `wordpress ${references.name}`),
      // Of a post that takes comments it is what it was before posts said so.
      fingerprint: await digest(JSON.stringify(commentsOpen ? content : { ...content, commentsOpen })),
      ...content,
      commentsOpen,
    },
    remarks: [...status.remarks, ...textRemarks(item, { ownTitle, title, left: body.left })],
  };
}

type Status = { readonly was: ImportedNode["was"]; readonly remarks: readonly Remark[] };

function statusOf({ status, hasPassword, publishedAt: at }: WxrItem): Status | NotPlanned {
  const draft = (...remarks: Remark[]) => ({ was: { status: "draft" as const }, remarks });
  if (hasPassword)
    return draft({ code: "password-protected", detail: "It had a password, so it is imported as a draft." });
  switch (status) {
    case "publish":
      return at === null
        ? draft({ code: "no-date", detail: "It has no date, so it is imported as a draft." })
        : { was: { status: "published" as const, at }, remarks: [] };
    case "future":
      return at === null ? draft() : { was: { status: "scheduled" as const, at }, remarks: [] };
    case "private":
      return draft({ code: "private", detail: "It was private, so it is imported as a draft." });
    case "draft":
    case "pending":
    case "auto-draft":
      return draft();
    case "trash":
      return { code: "in-trash", detail: "It is in the trash." };
    default:
      return { code: "unknown-status", detail: `There is no status ${JSON.stringify(status.slice(0, 50))}.` };
  }
}

function termsOf({ terms }: WxrItem): ImportedTerm[] {
  const named = terms.filter(({ name, slug }) => name !== "" || slug !== "");
  const unique = new Map(
    named.map(({ kind, slug, name }): [string, ImportedTerm] => {
      const own = slugOf(slug, name);
      const ours = kind === "category" ? "contentCategory" : "tag";
      return [`${ours} ${own}`, { kind: ours, slug: own, name: name.slice(0, termLimits.name.value) }];
    }),
  );
  const of = (kind: ImportedTerm["kind"], most: number) =>
    [...unique.values()].filter((term) => term.kind === kind).slice(0, most);
  return [...of("contentCategory", nodeLimits.categories.value), ...of("tag", nodeLimits.tags.value)];
}

function linksOf({ link }: WxrItem, image: string | null) {
  return {
    ...(link === "" ? {} : { link: link.slice(0, 2_048) }),
    ...(image === null ? {} : { featuredImage: image.slice(0, 2_048) }),
  };
}

interface Shortened {
  readonly ownTitle: string;
  readonly title: string;
  readonly left: readonly string[];
}

function textRemarks(item: WxrItem, { ownTitle, title, left }: Shortened): readonly Remark[] {
  const shortened = ownTitle.length > title.length;
  const kept = left.filter((name) => !name.startsWith("wp:"));
  const gone = left.filter((name) => name.startsWith("wp:"));
  return [
    ...(shortened ? [{ code: "title-shortened", detail: "Its title was longer than a title can be." }] : []),
    ...(item.excerpt.length > nodeLimits.excerpt.value
      ? [{ code: "excerpt-shortened", detail: "Its excerpt was longer than an excerpt can be." }]
      : []),
    ...(kept.length > 0
      ? [{ code: "shortcode", detail: `Shortcodes are left as text: ${kept.slice(0, 20).join(", ")}.` }]
      : []),
    ...(gone.length > 0
      ? [
          {
            code: "dynamic-block",
            detail: `Blocks have no content of their own: ${gone.slice(0, 20).join(", ")}.`,
          },
        ]
      : []),
  ];
}
