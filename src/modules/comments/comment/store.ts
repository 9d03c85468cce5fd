import { and, count, eq, sql } from "drizzle-orm";
import tables from "../../../../migrations/tenant/0115_comments.sql";
import callers from "../../../../migrations/tenant/0116_comment_callers.sql";
import { defineAggregate } from "../../../kernel/module.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import { emailKeyOf } from "../../customers/index.ts";
import { commentDeleted } from "./events.ts";
import { evolved } from "./rules.ts";
import { type Comment, type CommentStatus, commentState, type Subject } from "./schema.ts";
import { commentSizes, comments } from "./tables.ts";
import { textKeyOf } from "./text.ts";

export const migrations: readonly Migration[] = [
  { name: "0115_comments", sql: tables },
  { name: "0116_comment_callers", sql: callers },
];

export const commentAggregate = defineAggregate(commentState, {
  apply(database, event) {
    const { id } = event.aggregate;
    if (event.type === commentDeleted.type) return removeComment(database, id);
    writeComment(database, evolved(readComment(database, id), event));
  },
  state: (database, id) => readComment(database, id) ?? null,
});

/** A comment by its id; undefined if there is none. */
export function readComment(database: TenantDatabase, id: string): Comment | undefined {
  return commentOf(database.select().from(comments).where(eq(comments.id, id)).get());
}

/** Comments by their ids. Ids of none are left out. */
export function readComments(database: TenantDatabase, ids: readonly string[]): ReadonlyMap<string, Comment> {
  const rows = database
    .select()
    .from(comments)
    .where(sql`${comments.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`)
    .all();
  return new Map(rows.flatMap((row) => commentOf(row) ?? []).map((one) => [one.id, one] as const));
}

/** A comment that readers see: it and all above it are approved. */
export function readShown(database: TenantDatabase, id: string): Comment | undefined {
  const comment = readComment(database, id);
  if (comment?.status !== "approved") return undefined;
  const above = [...readComments(database, comment.ancestors).values()];
  return above.every(({ status }) => status === "approved") ? comment : undefined;
}

/** All comments of a thread, whatever their status. */
export function readThread(database: TenantDatabase, rootId: string): readonly Comment[] {
  return database
    .select()
    .from(comments)
    .where(eq(comments.rootId, rootId))
    .all()
    .flatMap((row) => commentOf(row) ?? []);
}

/** How many comments there are of a subject, and in a thread. */
export function sizesOf(database: TenantDatabase, { type, id }: Subject, rootId: string | null) {
  const ofSubject = database
    .select({ size: commentSizes.comments })
    .from(commentSizes)
    .where(and(eq(commentSizes.subjectType, type), eq(commentSizes.subjectId, id)))
    .get();
  const ofThread =
    rootId === null
      ? undefined
      : database.select({ size: count() }).from(comments).where(eq(comments.rootId, rootId)).get();
  return { subject: ofSubject?.size ?? 0, thread: ofThread?.size ?? 0 };
}

/** How many comments of a customer there are in each status. */
export function historyOf(database: TenantDatabase, customerId: string): ReadonlyMap<CommentStatus, number> {
  const rows = database.all<{ status: CommentStatus; size: number }>(sql`SELECT status, count(*) AS size
    FROM comments INDEXED BY comments_customer_status WHERE customer_id = ${customerId} GROUP BY status`);
  return new Map(rows.map(({ status, size }) => [status, size]));
}

/** The review with stars that a customer has written about a subject. */
export function reviewOf(
  database: TenantDatabase,
  customerId: string,
  { type, id }: Subject,
): string | undefined {
  return database.get<{ id: string } | undefined>(sql`SELECT id FROM comments INDEXED BY comments_review
    WHERE customer_id = ${customerId} AND subject_type = ${type} AND subject_id = ${id} AND rating IS NOT NULL`)
    ?.id;
}

/** Whether somebody has written the same text, besides in one comment. */
export function isRepeated(database: TenantDatabase, body: string, except: string | null): boolean {
  const key = textKeyOf(body);
  if (key === null) return false;
  const found = database.get<{ id: string } | undefined>(sql`SELECT id FROM comments INDEXED BY comments_text
    WHERE text_key = ${key} AND id <> ${except ?? ""} LIMIT 1`);
  return found !== undefined;
}

/** Writes a comment in place of what is there. */
export function writeComment(database: TenantDatabase, comment: Comment): void {
  const row = rowOf(comment);
  if (readComment(database, comment.id) === undefined) resize(database, comment.subject, 1);
  database.insert(comments).values(row).onConflictDoUpdate({ target: comments.id, set: row }).run();
}

/** Removes a comment with what readers have reported of it. */
export function removeComment(database: TenantDatabase, id: string): void {
  const comment = readComment(database, id);
  if (comment === undefined) return;
  database.delete(comments).where(eq(comments.id, id)).run();
  database.run(sql`DELETE FROM comment_reports WHERE comment_id = ${id}`);
  resize(database, comment.subject, -1);
}

function resize(database: TenantDatabase, { type, id }: Subject, by: number): void {
  database
    .insert(commentSizes)
    .values({ subjectType: type, subjectId: id, comments: by })
    .onConflictDoUpdate({
      target: [commentSizes.subjectType, commentSizes.subjectId],
      set: { comments: sql`${commentSizes.comments} + ${by}` },
    })
    .run();
}

function rowOf(comment: Comment): typeof comments.$inferInsert {
  const { id, subject, rootId, status, rating, customerId, author, body } = comment;
  const { type: subjectType, id: subjectId } = subject;
  const guestEmail = customerId === null && author.email !== null ? emailKeyOf(author.email) : null;
  return {
    ...{ id, subjectType, subjectId, rootId, status, rating, customerId, guestEmail },
    textKey: textKeyOf(body),
    content: JSON.stringify(comment),
    stateVersion: commentState.version,
  };
}

function commentOf(row: typeof comments.$inferSelect | undefined): Comment | undefined {
  return row === undefined ? undefined : commentState.readJson(row.stateVersion, row.content);
}
