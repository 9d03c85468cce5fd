import { isNotNull, sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { CommentStatus, SubjectType } from "./schema.ts";

/** The tables of `migrations/tenant/0115_comments.sql`. */
export const comments = sqliteTable(
  "comments",
  {
    id: text().primaryKey(),
    subjectType: text("subject_type").$type<SubjectType>().notNull(),
    subjectId: text("subject_id").notNull(),
    rootId: text("root_id").notNull(),
    status: text().$type<CommentStatus>().notNull(),
    rating: integer(),
    customerId: text("customer_id"),
    /** In lower case. */
    guestEmail: text("guest_email"),
    textKey: text("text_key"),
    content: text().notNull(),
    stateVersion: integer("state_version").notNull(),
  },
  (table) => [
    index("comments_subject").on(table.subjectType, table.subjectId),
    index("comments_thread").on(table.rootId, table.id),
    index("comments_customer").on(table.customerId, table.id).where(isNotNull(table.customerId)),
    index("comments_customer_status").on(table.customerId, table.status).where(isNotNull(table.customerId)),
    index("comments_guest").on(table.guestEmail, table.id).where(isNotNull(table.guestEmail)),
    index("comments_text").on(table.textKey).where(isNotNull(table.textKey)),
    uniqueIndex("comments_review")
      .on(table.customerId, table.subjectType, table.subjectId)
      .where(sql`customer_id IS NOT NULL AND rating IS NOT NULL`),
  ],
);

/** How many comments there are of each subject. */
export const commentSizes = sqliteTable(
  "comment_sizes",
  {
    subjectType: text("subject_type").$type<SubjectType>().notNull(),
    subjectId: text("subject_id").notNull(),
    comments: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.subjectType, table.subjectId] })],
);

/** Who has reported what. This table and the next are those of `migrations/tenant/0116_comment_callers.sql`. */
export const commentReports = sqliteTable(
  "comment_reports",
  { commentId: text("comment_id").notNull(), reporter: text().notNull() },
  (table) => [primaryKey({ columns: [table.commentId, table.reporter] })],
);

/** How quickly callers write. */
export const commentPaces = sqliteTable(
  "comment_paces",
  {
    caller: text().primaryKey(),
    beganAt: integer("began_at").notNull(),
    lastAt: integer("last_at").notNull(),
    comments: integer().notNull(),
  },
  (table) => [index("comment_paces_last").on(table.lastAt)],
);
