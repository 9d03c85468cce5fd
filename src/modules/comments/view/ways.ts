import { type Fragment, raw, sql } from "../../../kernel/storage/sql.ts";
import { byWords, each } from "../../term-search/index.ts";
import type { CommentFilters } from "./filters.ts";

/**
 * How a query reads candidate comments: in parts, each of which an index returns in list order. Indexes are named, because the
 * database has no statistics to choose by.
 */
export interface Way {
  /** A table with a row for each part, named `part`. */
  readonly parts: Fragment;
  /** The comments, named `c`, and the table they are read through. */
  readonly comments: Fragment;
  /** The join condition between comments and a part. */
  readonly on: Fragment;
  /** The table whose index is in list order. */
  readonly walked: "c" | "t";
  /** Whether a comment may be in several parts. */
  readonly overlapping: boolean;
}

/** Chooses the most selective filter. */
export function wayTo(tenantId: string, filters: CommentFilters): Way {
  const { q, author, subject, awaiting, status } = filters;
  const ofTenant = sql`c.tenant_id = ${tenantId}`;
  const found = byWords(tenantId, q ?? "", searched);
  if (found !== null) return { ...found, comments: found.rows, walked: "t", overlapping: true };
  if (author !== null)
    return author.includes("@")
      ? byIndex("comments_email", [author], sql`${ofTenant} AND c.email = part.value AND c.email IS NOT NULL`)
      : byIndex(
          "comments_customer",
          [author],
          sql`${ofTenant} AND c.customer_id = part.value AND c.customer_id IS NOT NULL`,
        );
  if (subject.length > 0)
    return byIndex("comments_subject", subject, sql`${ofTenant} AND c.subject_id = part.value`);
  if (awaiting === true) return byIndex("comments_awaiting", ["all"], sql`${ofTenant} AND c.awaiting = 1`);
  if (status.length > 0)
    return byIndex("comments_status", status, sql`${ofTenant} AND c.status = part.value`);
  return byIndex("comments_newest", ["all"], ofTenant);
}

const searched = {
  table: "comments",
  alias: "c",
  terms: "comment_terms",
  rowId: "comment_id",
  byRow: "comment_terms_comment",
};

function byIndex(index: string, values: readonly unknown[], on: Fragment): Way {
  const comments = raw(`comments AS c INDEXED BY ${index}`);
  return { parts: each(values), comments, on, walked: "c", overlapping: false };
}
