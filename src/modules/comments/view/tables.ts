import { isNotNull, isNull, sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

const versioned = () => ({
  version: integer().notNull(),
  generation: integer().notNull().default(0),
});

/** The tables of `migrations/d1/0109_comments.sql`. */
export const comments = sqliteTable(
  "comments",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    ...versioned(),
    subjectType: text("subject_type").notNull(),
    subjectId: text("subject_id").notNull(),
    rootId: text("root_id").notNull(),
    depth: integer().notNull(),
    status: text().notNull(),
    awaiting: integer().notNull(),
    rating: integer(),
    customerId: text("customer_id"),
    email: text(),
    createdAt: text("created_at").notNull(),
    state: text().notNull(),
    stateVersion: integer("state_version").notNull(),
    deletedAt: text("deleted_at"),
  },
  (table) => {
    const age = [table.createdAt, table.id] as const;
    return [
      primaryKey({ columns: [table.tenantId, table.id] }),
      index("comments_newest")
        .on(table.tenantId, ...age)
        .where(isNull(table.deletedAt)),
      index("comments_awaiting")
        .on(table.tenantId, ...age)
        .where(sql`awaiting = 1`),
      index("comments_status")
        .on(table.tenantId, table.status, ...age)
        .where(isNull(table.deletedAt)),
      index("comments_subject")
        .on(table.tenantId, table.subjectId, ...age)
        .where(isNull(table.deletedAt)),
      index("comments_customer")
        .on(table.tenantId, table.customerId, ...age)
        .where(isNotNull(table.customerId)),
      index("comments_email")
        .on(table.tenantId, table.email, ...age)
        .where(isNotNull(table.email)),
      index("comments_shown")
        .on(table.tenantId, table.subjectId, ...age)
        .where(sql`status = 'approved' AND depth = 1`),
      index("comments_rated")
        .on(table.tenantId, table.subjectId, table.rating, ...age)
        .where(sql`status = 'approved' AND rating IS NOT NULL`),
      index("comments_thread")
        .on(table.tenantId, table.rootId, ...age)
        .where(sql`status = 'approved' AND depth > 1`),
      index("comments_tombstones").on(table.deletedAt).where(isNotNull(table.deletedAt)),
    ];
  },
);

export const commentTerms = sqliteTable(
  "comment_terms",
  {
    tenantId: text("tenant_id").notNull(),
    term: text().notNull(),
    createdAt: text("created_at").notNull(),
    commentId: text("comment_id").notNull(),
    ...versioned(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.term, table.createdAt, table.commentId] }),
    index("comment_terms_comment").on(table.tenantId, table.commentId),
  ],
);
