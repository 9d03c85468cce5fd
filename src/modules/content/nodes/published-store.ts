import { sql } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { openHandleBook } from "../../translations/index.ts";
import { slugsOf } from "./store.ts";

/** The published node of a kind with a slug, current or former, in the first of `locales` that knows it. Undefined if there is none. */
export function publishedWithSlug(
  database: TenantDatabase,
  kind: string,
  slug: string,
  locales: readonly string[],
): string | undefined {
  const book = openHandleBook(database, slugsOf(kind));
  for (const locale of locales) {
    const owner = book.ownerOf(locale, slug);
    if (owner !== undefined && isPublished(database, owner)) return owner;
  }
  return undefined;
}

function isPublished(database: TenantDatabase, id: string): boolean {
  const row = database.get<{ status: string } | undefined>(
    sql`SELECT status FROM content_nodes WHERE id = ${id}`,
  );
  return row?.status === "published";
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
