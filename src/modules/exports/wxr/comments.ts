import type { Comment } from "../../comments/index.ts";
import type { ExportedNode } from "../../content/index.ts";
import { dateOf, element, escaped, numberOf } from "./xml.ts";

/** What WordPress calls the states of comments. One that was hidden waits for a moderator there. */
const approved = { approved: "1", pending: "0", hidden: "0", rejected: "trash" } as const satisfies Record<
  Comment["status"],
  string
>;

export function commentElement({ id, parentId, author, createdAt, body, status }: Comment): string {
  const fields: readonly (readonly [string, string | number])[] = [
    ["wp:comment_id", numberOf(id)],
    ["wp:comment_author", escaped(author.name)],
    ["wp:comment_author_email", author.email ?? ""],
    ["wp:comment_date", dateOf(createdAt)],
    ["wp:comment_date_gmt", dateOf(createdAt)],
    ["wp:comment_content", escaped(body)],
    ["wp:comment_approved", approved[status]],
    ["wp:comment_type", "comment"],
    ["wp:comment_parent", parentId === null ? 0 : numberOf(parentId)],
  ];
  return `<wp:comment>\n${fields.map(([name, value]) => element(name, value)).join("")}</wp:comment>\n`;
}

/** Hands out the comments of each page, then of each post, if all come in the order of their ids. Those of neither are left. */
export function openComments(comments: AsyncIterable<Comment>) {
  const reader = comments[Symbol.asyncIterator]();
  let next: IteratorResult<Comment> | null = null;
  return async function* of({ kind, id }: ExportedNode["state"]): AsyncGenerator<Comment> {
    for (;;) {
      next ??= await reader.next();
      if (next.done === true || isBeyond(next.value.subject, kind, id)) return;
      const { value } = next;
      next = null;
      if (value.subject.id === id) yield value;
    }
  };
}

function isBeyond(subject: Comment["subject"], kind: string, id: string): boolean {
  return subject.type === kind ? subject.id > id : subject.type > kind;
}
