import { sql } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { openHandleBook } from "../../translations/index.ts";
import { slugsOf } from "./store.ts";

/** A published node. */
export interface PublishedNode {
  readonly id: string;
  /** Whether it takes new comments. */
  readonly commentsOpen: boolean;
}

/** The published node of a kind with a slug, current or former, in the first of `locales` that knows it. Undefined if there is none. */
export function publishedWithSlug(
  database: TenantDatabase,
  kind: string,
  slug: string,
  locales: readonly string[],
): PublishedNode | undefined {
  const book = openHandleBook(database, slugsOf(kind));
  for (const locale of locales) {
    const owner = book.ownerOf(locale, slug);
    const published = owner === undefined ? undefined : readPublished(database, owner);
    if (published !== undefined) return published;
  }
  return undefined;
}

function readPublished(database: TenantDatabase, id: string): PublishedNode | undefined {
  const row = database.get<{ open: number } | undefined>(
    sql`SELECT comments_open AS open FROM content_nodes WHERE id = ${id} AND status = 'published'`,
  );
  return row === undefined ? undefined : { id, commentsOpen: row.open === 1 };
}

/** Those of some ids that no node of a kind has. */
export function unknownNodes(
  database: TenantDatabase,
  kind: string,
  ids: readonly string[],
): readonly string[] {
  const rows = database.all<{ id: string }>(sql`SELECT value AS id FROM json_each(${JSON.stringify(ids)})
    WHERE NOT EXISTS (SELECT 1 FROM content_nodes WHERE content_nodes.id = value AND kind = ${kind})`);
  return rows.map(({ id }) => id);
}
