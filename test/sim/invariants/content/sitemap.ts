import type { Simulation } from "../../simulation.ts";
import { compareCounts } from "./compare.ts";

const isShown = "coalesce(t.seo ->> 'noIndex', 0) = 0";

/** All that is published, by what it is called in each language in which search engines may know of it. */
const published = `SELECT p.id, 'product' AS type, t.locale, t.handle FROM products AS p
    JOIN product_translations AS t ON t.product_id = p.id WHERE p.status = 'active' AND ${isShown}
  UNION ALL SELECT g.id, g.kind, t.locale, t.handle FROM product_groups AS g
    JOIN group_translations AS t ON t.group_id = g.id WHERE ${isShown}
  UNION ALL SELECT n.id, n.kind, t.locale, t.slug FROM content_nodes AS n
    JOIN content_node_translations AS t ON t.node_id = n.id WHERE n.status = 'published' AND ${isShown}`;

const entries = `SELECT e.id, e.type, name.value ->> 0 AS locale, name.value ->> 1 AS handle
  FROM sitemap_entries AS e, json_each(e.names) AS name WHERE e.tenant_id = ?1 AND e.size > 0`;

/** Checks that sitemaps list what is published, and nothing else. */
export function checkSitemap({ world: { hosts, database } }: Simulation): void {
  for (const { tenantId, sqlite } of hosts)
    compareCounts(
      "sitemaps list what is published",
      byPage(database.sqlite.rows(entries, tenantId)),
      byPage(sqlite.rows(published)),
    );
}

function byPage(rows: readonly Readonly<Record<string, unknown>>[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ id, type, locale, handle }) => [`${type} ${id} ${locale}`, String(handle)]));
}
