import * as z from "zod";
import { textStream } from "../../../../kernel/operation/operation.ts";
import { alwaysAPage, defineViewQuery } from "../../../../kernel/read/query.ts";
import { sql, statement } from "../../../../kernel/storage/sql.ts";
import type { ReadModel, Row } from "../../../../kernel/storage/storage.ts";
import { opaqueId } from "../../../../kernel/values/id.ts";
import { ok } from "../../../../kernel/values/result.ts";
import { originOf, settingsTag } from "../../../tenants/index.ts";
import { sitemapLimits } from "../../limits.ts";
import { readNames, urlsOf } from "../entries.ts";
import { type SitemapName, sitemapTypes } from "../types.ts";
import { entryXml, indexXml, sitemapFrame } from "../xml.ts";
import { sitemapTag } from "./project.ts";

const fileNames = Object.fromEntries(
  Object.entries(sitemapTypes).map(([name, type]) => [type, `${name}.xml`]),
);

/** Names the sitemaps that there are. Each is cut by the ids of its first entry and of the next one's, so it needs no counting to be read. */
export const readSitemapIndex = defineViewQuery({
  name: "seo.readSitemapIndex",
  access: "public",
  input: z.object({}),
  output: z.string(),
  varies: ["origin"],
  reuse: { space: alwaysAPage, tags: () => [settingsTag, sitemapTag] },
  async run(model, _, context) {
    const tenant = await context.tenant();
    if (!tenant.ok) return tenant;
    const [rows = []] = await model.batch([statement(firstEntries(context.tenantId))]);
    const origin = originOf(tenant.value, context.origin);
    const sitemaps = rows.map((row, index) => {
      const next = rows[index + 1];
      const to = next?.type === row.type ? { to: String(next?.first) } : {};
      const search = new URLSearchParams({ from: String(row.first), ...to });
      return {
        url: `${origin}/v1/store/sitemaps/${fileNames[String(row.type)]}?${search}`,
        updatedAt: String(row.updated_at),
      };
    });
    return ok(indexXml(sitemaps));
  },
});

/** The first entry of each sitemap. The languages of an entry stay together, so a sitemap ends before its limit by as many. */
function firstEntries(tenantId: string) {
  const types = JSON.stringify(Object.values(sitemapTypes));
  return sql`WITH listed AS (
      SELECT e.type, e.id, e.updated_at, sum(e.size) OVER typed - e.size AS before, max(e.size) OVER (PARTITION BY e.type) AS most
      FROM json_each(${types}) AS known CROSS JOIN sitemap_entries AS e INDEXED BY sitemap_entries_listed
        ON e.tenant_id = ${tenantId} AND e.type = known.value AND e.size > 0
      WINDOW typed AS (PARTITION BY e.type ORDER BY e.id ROWS UNBOUNDED PRECEDING))
    SELECT type, min(id) AS first, max(updated_at) AS updated_at FROM listed
    GROUP BY type, CAST(before / (${sitemapLimits.urls.value} + 1 - most) AS INTEGER) ORDER BY type, first`;
}

/** Entries that are read at once. */
const chunk = 1_000;
/** What sitemaps.org allows. A sitemap that has grown since its index was read is not cut before. */
const mostUrls = 50_000;

const names = Object.keys(sitemapTypes) as [SitemapName, ...SitemapName[]];
export const sitemapInput = z.object({
  name: z.enum(names),
  from: opaqueId.nullable(),
  to: opaqueId.nullable(),
});

/** Lists pages of one type from an entry on, in as many reads as it has thousands of entries. */
export const readSitemap = defineViewQuery({
  name: "seo.readSitemap",
  access: "public",
  input: sitemapInput,
  output: textStream,
  varies: ["origin"],
  async run(model, { name, from, to }, context) {
    const tenant = await context.tenant();
    if (!tenant.ok) return tenant;
    const requested = originOf(tenant.value, context.origin);
    const type = sitemapTypes[name];
    const range = { tenantId: context.tenantId, type, to: to ?? afterAll };
    const first = await readEntries(model, range, from ?? "", true);
    const show = (row: Row) =>
      urlsOf(tenant.value, { type, id: String(row.id), names: readNames(String(row.names)) }, requested);
    return ok(xmlOf(first, (after) => readEntries(model, range, after, false), show));
  },
});

/** Ids are ASCII. */
const afterAll = "\u{10ffff}";

interface Range {
  readonly tenantId: string;
  readonly type: string;
  readonly to: string;
}

async function readEntries(
  model: ReadModel,
  { tenantId, type, to }: Range,
  from: string,
  isIncluded: boolean,
): Promise<readonly Row[]> {
  const beyond = isIncluded ? sql`e.id >= ${from}` : sql`e.id > ${from}`;
  const [rows = []] = await model.batch([
    statement(sql`SELECT e.id, e.updated_at, e.names FROM sitemap_entries AS e INDEXED BY sitemap_entries_listed
      WHERE e.tenant_id = ${tenantId} AND e.type = ${type} AND ${beyond} AND e.id < ${to} AND e.size > 0
      ORDER BY e.id LIMIT ${chunk}`),
  ]);
  return rows;
}

async function* xmlOf(
  first: readonly Row[],
  readAfter: (id: string) => Promise<readonly Row[]>,
  show: (row: Row) => ReturnType<typeof urlsOf>,
): AsyncGenerator<string> {
  yield sitemapFrame.before;
  let rows = first;
  for (let listed = 0; ; ) {
    let text = "";
    for (const row of rows) {
      const urls = show(row);
      listed += urls.length;
      if (listed > mostUrls) break;
      text += entryXml(urls, String(row.updated_at));
    }
    if (text !== "") yield text;
    const last = rows.at(-1);
    if (last === undefined || rows.length < chunk || listed > mostUrls) break;
    rows = await readAfter(String(last.id));
  }
  yield sitemapFrame.after;
}
