import { canonicalEmail } from "../../../kernel/text/email.ts";
import { commentIds, commentLimits, type ImportedComment } from "../../comments/index.ts";
import { textOfHtml } from "../body/text.ts";
import type { WxrComment, WxrItem } from "../read/wxr.ts";
import type { WordpressFinding } from "../schema.ts";
import { idFor } from "./ids.ts";
import type { Remark } from "./node.ts";

/** A comment as it is sent to the tenant's object. */
export interface PlannedComment {
  readonly place: CommentPlace;
  readonly comment: ImportedComment;
  readonly remarks: readonly Remark[];
}
export type CommentPlace = Pick<WordpressFinding, "line" | "item">;

/** What becomes of the comments on an item. */
export interface PlannedComments {
  /** What a comment replies to comes before it. */
  readonly planned: readonly PlannedComment[];
  /** Those that are not taken, and why. */
  readonly left: readonly WordpressFinding[];
}

/** Where a comment is in the file, and what it is called there. */
export function placeOfComment(
  { title, id }: Pick<WxrItem, "title" | "id">,
  comment: WxrComment,
): CommentPlace {
  return { line: comment.line, item: `Comment ${comment.id} on ${title || id}` };
}

/** All comments on an item, which are left for one reason. */
export function leftComments(item: WxrItem, remark: Remark): PlannedComments {
  return { planned: [], left: item.comments.map((one) => ({ ...placeOfComment(item, one), ...remark })) };
}

/** What becomes of the comments on a post or page. `name` tells it from all others, and `subject` is its node. */
export async function planComments(
  item: WxrItem,
  name: string,
  subject: ImportedComment["subject"],
): Promise<PlannedComments> {
  const reasons = new Map(item.comments.map((one) => [one, reasonToLeave(one)] as const));
  const taken = item.comments.filter((one) => reasons.get(one) === null);
  const parents = parentsOf(item.comments, new Set(taken));
  const planned: PlannedComment[] = [];
  for (const one of parentsFirst(taken, parents)) {
    const parent = parents.get(one) ?? null;
    const idOf = ({ id }: WxrComment) => idFor(commentIds.comment, `wordpress comment ${name} ${id}`);
    const isMoved = one.parentId !== (parent?.id ?? null);
    planned.push({
      place: placeOfComment(item, one),
      comment: await commentOf(one, {
        id: await idOf(one),
        parentId: parent === null ? null : await idOf(parent),
        subject,
      }),
      remarks: [...(isPing(one) ? [ping] : []), ...(isMoved ? [parentLeft] : []), ...textRemarks(one)],
    });
  }
  const left = item.comments.flatMap((one) => {
    const reason = reasons.get(one) ?? null;
    return reason === null ? [] : [{ ...placeOfComment(item, one), ...reason }];
  });
  return { planned, left };
}

const parentLeft: Remark = {
  code: "comment-parent",
  detail: "What it replied to is not imported, so it replies to what is above that, or begins a thread.",
};

const ping: Remark = {
  code: "comment-by-link",
  detail: "It was made by a link from another site. It is a comment here, with the name of that site.",
};

function isPing({ type }: Pick<WxrComment, "type">): boolean {
  return type === "pingback" || type === "trackback";
}

/** The text of a comment. That of a link from another site ends with the address of the page that links here. */
function textOf({ type, author, body }: WxrComment): string {
  const from = isPing({ type }) && URL.canParse(author.url) ? author.url : "";
  const text = textOfHtml(body);
  return [text, from].filter((part) => part !== "").join("\n\n");
}

function reasonToLeave(comment: WxrComment): Remark | null {
  const { type, approved } = comment;
  if (type !== "" && !isPing({ type }))
    return { code: "comment-type", detail: `There are no comments of type ${type.slice(0, 50)}.` };
  if (approved === "spam") return { code: "comment-spam", detail: "It is spam there." };
  if (approved === "trash" || approved === "post-trashed")
    return { code: "comment-in-trash", detail: "It is in the trash." };
  if (approved !== "0" && approved !== "1")
    return { code: "comment-status", detail: `There is no status ${JSON.stringify(approved.slice(0, 50))}.` };
  return textOf(comment) === "" ? { code: "comment-empty", detail: "It has no text." } : null;
}

/** What each comment replies to that is taken: the closest one above it. */
function parentsOf(
  comments: readonly WxrComment[],
  taken: ReadonlySet<WxrComment>,
): ReadonlyMap<WxrComment, WxrComment> {
  const byId = new Map(comments.map((one) => [one.id, one] as const));
  const above = (one: WxrComment) => (one.parentId === null ? undefined : byId.get(one.parentId));
  return new Map(
    [...taken].flatMap((one) => {
      const seen = new Set([one]);
      let parent = above(one);
      while (parent !== undefined && !taken.has(parent) && !seen.has(parent)) {
        seen.add(parent);
        parent = above(parent);
      }
      return parent === undefined || seen.has(parent) ? [] : [[one, parent] as const];
    }),
  );
}

/** A comment after the one that it replies to. Those in a circle come last, and begin threads. */
function parentsFirst(
  comments: readonly WxrComment[],
  parents: ReadonlyMap<WxrComment, WxrComment>,
): readonly WxrComment[] {
  const children = Map.groupBy(comments, (one) => parents.get(one) ?? null);
  const ordered = new Set(children.get(null) ?? []);
  for (const one of ordered) for (const child of children.get(one) ?? []) ordered.add(child);
  for (const one of comments) ordered.add(one);
  return [...ordered];
}

async function commentOf(
  one: WxrComment,
  { id, parentId, subject }: Pick<ImportedComment, "id" | "parentId" | "subject">,
): Promise<ImportedComment> {
  const { author, approved, at } = one;
  return {
    ...{ id, parentId, subject },
    status: approved === "1" ? "approved" : "pending",
    author: {
      name: textOfHtml(author.name).slice(0, commentLimits.authorName.value).trim() || "Anonymous",
      email: canonicalEmail(author.email),
    },
    body: textOf(one).slice(0, commentLimits.body.value).toWellFormed().trim(),
    at,
  };
}

function textRemarks(one: WxrComment): readonly Remark[] {
  const isShortened = textOf(one).length > commentLimits.body.value;
  return [
    ...(isShortened ? [{ code: "comment-shortened", detail: "It was longer than a comment can be." }] : []),
    ...(one.at === null ? [{ code: "no-date", detail: "It has no date, so it is of now." }] : []),
  ];
}
