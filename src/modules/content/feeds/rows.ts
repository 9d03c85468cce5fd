import { isFitting } from "../../../kernel/read/fitted.ts";
import { localeOrder } from "../../../kernel/read/locale-order.ts";
import { pageLimits } from "../../../kernel/read/page.ts";
import { sql, statement } from "../../../kernel/storage/sql.ts";
import type { ReadModel } from "../../../kernel/storage/storage.ts";
import type { NodeFilters } from "../view/filters.ts";
import { newestNodes } from "../view/list-store.ts";
import { pageDefinitions, selectPage, toStoreSummary } from "../view/rows.ts";

interface Asked {
  readonly tenantId: string;
  readonly filters: NodeFilters;
  readonly locales: readonly string[];
  readonly limit: number;
}

/** The newest posts with their bodies, in one round trip. Together, bodies are as long as a page of a list at most. */
export async function readFeedPosts(model: ReadModel, { tenantId, filters, locales, limit }: Asked) {
  const page = newestNodes(tenantId, { kind: "post", filters, locales }, limit);
  const order = sql`published_at DESC, id DESC`;
  const served = sql`(SELECT s.locale FROM node_slugs AS s INDEXED BY node_slugs_node WHERE s.tenant_id = ${tenantId}
    AND s.node_id = page.id AND s.current = 1 ORDER BY ${localeOrder(sql`s.locale`, locales)} LIMIT 1)`;
  const [rows = [], parts = []] = await model.batch([
    statement(sql`WITH ${pageDefinitions(tenantId, page, order)} ${selectPage(tenantId, locales)}`),
    statement(sql`WITH page AS MATERIALIZED (${page}), served AS MATERIALIZED (SELECT page.*, ${served} AS locale FROM page),
      sized AS MATERIALIZED (SELECT served.*, sum((SELECT coalesce(sum(octet_length(b.html)), 0) FROM node_bodies AS b
        WHERE b.tenant_id = ${tenantId} AND b.node_id = served.id AND b.locale = served.locale))
        OVER (ORDER BY ${order} ROWS UNBOUNDED PRECEDING) AS bytes FROM served)
      SELECT sized.id, b.html FROM sized LEFT JOIN node_bodies AS b
        ON b.tenant_id = ${tenantId} AND b.node_id = sized.id AND b.locale = sized.locale
      WHERE sized.bytes <= ${pageLimits.bytes.value} ORDER BY sized.published_at DESC, sized.id DESC, b.part`),
  ]);
  const htmlById = new Map<string, string>();
  for (const { id, html } of parts)
    htmlById.set(String(id), `${htmlById.get(String(id)) ?? ""}${html === null ? "" : String(html)}`);
  return rows.filter(isFitting).map((row) => {
    const post = toStoreSummary(row, locales);
    return { post, html: htmlById.get(post.id) ?? null };
  });
}
