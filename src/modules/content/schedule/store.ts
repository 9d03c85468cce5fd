import { sql } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Scheduled } from "./rules.ts";

/** The nodes whose schedule is due, those that have waited longest first. */
export function dueNodes(database: TenantDatabase, now: number, limit: number): readonly Scheduled[] {
  const at = new Date(now).toISOString();
  return database.all<Scheduled>(sql`
    SELECT n.id, n.kind, n.status, n.publish_at AS publishAt, n.unpublish_at AS unpublishAt FROM (
      SELECT id, min(due_at) AS due_at FROM (
        SELECT * FROM (SELECT id, publish_at AS due_at FROM content_nodes INDEXED BY content_nodes_publish
          WHERE publish_at IS NOT NULL AND publish_at <= ${at} ORDER BY publish_at LIMIT ${limit})
        UNION ALL SELECT * FROM (SELECT id, unpublish_at FROM content_nodes INDEXED BY content_nodes_unpublish
          WHERE unpublish_at IS NOT NULL AND unpublish_at <= ${at} ORDER BY unpublish_at LIMIT ${limit}))
      GROUP BY id ORDER BY due_at, id LIMIT ${limit}) AS due
    CROSS JOIN content_nodes AS n ON n.id = due.id ORDER BY due.due_at, n.id`);
}

/** When the next schedule is due, in milliseconds; null if there is none. */
export function nextDue(database: TenantDatabase): number | null {
  const [row] = database.all<{ at: string | null }>(sql`
    SELECT min(at) AS at FROM (
      SELECT min(publish_at) AS at FROM content_nodes INDEXED BY content_nodes_publish WHERE publish_at IS NOT NULL
      UNION ALL SELECT min(unpublish_at) FROM content_nodes INDEXED BY content_nodes_unpublish
        WHERE unpublish_at IS NOT NULL)`);
  const at = row?.at ?? null;
  return at === null ? null : Date.parse(at);
}
