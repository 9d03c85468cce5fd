import { isAwaiting } from "./rules.ts";
import type { Comment } from "./schema.ts";
import type { AdminComment, OwnComment, StoreReply } from "./shapes.ts";
import { htmlOf } from "./text.ts";

/** For so long, authors change and delete their comments. */
export const editingTime = 15 * 60_000;

/** A comment in the store API. */
export function toStoreReply(comment: Comment): StoreReply {
  const { id, parentId, depth, author, body, rating, verifiedPurchase, byStaff } = comment;
  const { createdAt, editedAt, erasedAt } = comment;
  return {
    ...{ id, parentId, depth, author: { name: erasedAt === null ? author.name : null } },
    ...{ body, html: htmlOf(body), rating, verifiedPurchase, byStaff, createdAt, editedAt },
  };
}

/** A comment without what only products have. */
export function withoutStars<Shown extends StoreReply>({
  rating: _,
  verifiedPurchase: __,
  ...shown
}: Shown): Omit<Shown, "rating" | "verifiedPurchase"> {
  return shown;
}

/**
 * A comment as its author sees it. A guest is not told whether the e-mail address has bought the product: it may be anybody's. Once a
 * moderator has approved the comment, everybody sees the mark.
 */
export function toOwnComment(comment: Comment, href: string, isOwn = true): OwnComment {
  const isGuest = comment.customerId === null;
  const { status, createdAt } = comment;
  return {
    ...toStoreReply(comment),
    verifiedPurchase: comment.verifiedPurchase && (!isGuest || status === "approved"),
    ...{ status, href },
    editableUntil: isGuest || !isOwn ? null : new Date(Date.parse(createdAt) + editingTime).toISOString(),
  };
}

/** A comment as moderators see it. */
export function toAdminComment(comment: Comment, version: number): AdminComment {
  const { rootId: threadId, ancestors: _, customerId, author, ...shown } = comment;
  const name = comment.erasedAt === null ? author.name : null;
  return {
    ...shown,
    threadId,
    author: { name, email: author.email, customerId },
    html: htmlOf(comment.body),
    awaiting: isAwaiting(comment),
    version,
  };
}
