import * as z from "zod";
import type { Keyset } from "../../../kernel/read/page.ts";
import { type Fragment, raw, sql } from "../../../kernel/storage/sql.ts";
import { commentStatus, stars, subjectType } from "../comment/schema.ts";

const anyOf = <Value extends z.ZodType>(value: Value) => z.array(value).max(50).readonly().default([]);

/** Filters of the moderators' list. Several values of one filter match any of them. */
export const commentFilters = z.object({
  /** Prefixes of the author's name or address, or of words of the text. Every term must match. */
  q: z.string().min(1).max(200).nullable().default(null),
  status: anyOf(commentStatus),
  /** Only what a moderator has to decide about, or only the rest. */
  awaiting: z.boolean().nullable().default(null),
  /** Ids of products or posts. */
  subject: anyOf(z.string().max(64)),
  subjectType: anyOf(subjectType),
  /** A customer's id, or an e-mail address in lower case. */
  author: z.string().min(1).max(320).nullable().default(null),
  rating: anyOf(stars),
});
export type CommentFilters = z.infer<typeof commentFilters>;

export const commentSorts = ["-createdAt", "createdAt"] as const;
export type CommentSort = (typeof commentSorts)[number];

/** Conditions on the comment `c`, except search terms. The unary plus keeps SQLite from using another index. */
export function conditionsOf(filters: CommentFilters): readonly Fragment[] {
  const among = (column: Fragment, values: readonly unknown[]) =>
    values.length === 0 ? [] : [sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`];
  const { author } = filters;
  return [
    sql`c.deleted_at IS NULL`,
    ...among(sql`+c.status`, filters.status),
    ...among(sql`+c.subject_id`, filters.subject),
    ...among(sql`+c.subject_type`, filters.subjectType),
    ...among(sql`+c.rating`, filters.rating),
    ...(filters.awaiting === null ? [] : [sql`+c.awaiting = ${filters.awaiting ? 1 : 0}`]),
    ...(author === null ? [] : [sql`(+c.customer_id = ${author} OR +c.email = ${author})`]),
  ];
}

/** The order of the list, in the columns of the table that is read: the comments `c`, or the terms `t`. */
export function orderBy(sort: CommentSort) {
  const isDescending = sort === "-createdAt";
  const direction = isDescending ? "DESC" : "ASC";
  const idOf = (table?: "c" | "t") => (table === undefined ? "id" : table === "c" ? "c.id" : "t.comment_id");
  return {
    keys(table?: "c" | "t"): Fragment {
      const prefix = table === undefined ? "" : `${table}.`;
      return raw(`${prefix}created_at ${direction}, ${idOf(table)} ${direction}`);
    },
    beyond(after: Keyset | null, table: "c" | "t"): readonly Fragment[] {
      if (after === null) return [];
      return [
        sql`(${raw(`${table}.created_at`)}, ${raw(idOf(table))}) ${raw(isDescending ? "<" : ">")} (${after[0] ?? ""}, ${after[1] ?? ""})`,
      ];
    },
  };
}
