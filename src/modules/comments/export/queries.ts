import { sql } from "drizzle-orm";
import * as z from "zod";
import { byteLength } from "../../../kernel/json.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { ok } from "../../../kernel/values/result.ts";
import { type Comment, commentState } from "../comment/schema.ts";

/** A page of an export has as many comments as fit. */
const most = { items: 200, bytes: 512 * 1024 };

/** A page of comments, and after what the next one begins. Null for the last one. */
export interface ExportedComments {
  readonly items: readonly Comment[];
  readonly next: string | null;
}

/** Reads the comments of every status, first those on pages, then those on posts, each in the order of the ids of what they are on. */
export const exportComments = defineObjectQuery({
  name: "comments.readExportedComments",
  access: "comments:export",
  internal: true,
  input: z.object({ after: z.string().max(100) }),
  output: z.custom<ExportedComments>(),
  run(database, { after }) {
    const [type = "", subject = "", comment = ""] = after.split(" ");
    const rows = database.all<{
      id: string;
      type: string;
      subject: string;
      content: string;
      version: number;
    }>(sql`
      SELECT id, subject_type AS type, subject_id AS subject, content, state_version AS version FROM comments INDEXED BY comments_subject
      WHERE subject_type BETWEEN 'page' AND 'post' AND (subject_type, subject_id, id) > (${type}, ${subject}, ${comment})
      ORDER BY subject_type, subject_id, id LIMIT ${most.items + 1}`);
    const items: Comment[] = [];
    let bytes = 0;
    let last = after;
    for (const [index, row] of rows.entries()) {
      bytes += byteLength(row.content);
      if (index === most.items || (index > 0 && bytes > most.bytes)) return ok({ items, next: last });
      items.push(...[commentState.readJson(row.version, row.content) ?? []].flat());
      last = `${row.type} ${row.subject} ${row.id}`;
    }
    return ok({ items, next: null });
  },
});
