import * as z from "zod";
import { textStream } from "../../../../kernel/operation/operation.ts";
import { alwaysAPage, defineViewQuery } from "../../../../kernel/read/query.ts";
import { type Fragment, sql, statement } from "../../../../kernel/storage/sql.ts";
import type { ReadModel, Row } from "../../../../kernel/storage/storage.ts";
import { opaqueId } from "../../../../kernel/values/id.ts";
import { ok } from "../../../../kernel/values/result.ts";
import { originOf, settingsTag } from "../../../tenants/index.ts";
import { sitemapLimits } from "../../limits.ts";
import { readNames, urlsOf } from "../entries.ts";
import { type SitemapEntry, sitemapXml } from "../stream.ts";
import { listedTypes, type SitemapName, type SitemapType, sitemapTypes } from "../types.ts";
import { indexXml } from "../xml.ts";
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
    const [rows = []] = await model.batch([
      statement(
        firstEntries(context.tenantId, listedTypes(tenant.value), entriesOfOne(tenant.value.locales.length)),
      ),
    ]);
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

/** Ids are ASCII. */
const afterAll = "\u{10ffff}";

/** Languages that a tenant has at most. */
const mostLanguages = 50;
/**
 * What a sitemap holds. Each page names all languages of its entry, so entries weigh as the square of their languages: as many
 * alternates as these, with long URLs too, stay below the 50 MB that sitemaps.org allows. Entries in one or two languages count
 * by their URLs.
 */
const heaviest = 3 * sitemapLimits.urls.value;

/** How many entries a sitemap has, so that it stays below its limits if each is in all languages of the shop. */
function entriesOfOne(languages: number): number {
  const size = Math.max(1, Math.min(languages, mostLanguages));
  return Math.floor(heaviest / (size * Math.max(size + 1, 3)));
}

/**
 * The first entry of each sitemap, and when one of its entries has changed last. It steps over as many entries of the index as a
 * sitemap has, and reads none of the table: windows over all of them would read each eight times.
 */
function firstEntries(tenantId: string, listed: readonly SitemapType[], entries: number) {
  const ofType = (type: Fragment) => sql`sitemap_entries AS e INDEXED BY sitemap_entries_listed
    WHERE e.tenant_id = ${tenantId} AND e.type = ${type} AND e.size > 0`;
  return sql`WITH RECURSIVE parts (type, first) AS (
      SELECT known.value, (SELECT min(e.id) FROM ${ofType(sql`known.value`)}) FROM json_each(${JSON.stringify(listed)}) AS known
      UNION ALL SELECT type, (SELECT e.id FROM ${ofType(sql`parts.type`)} AND e.id >= parts.first
        ORDER BY e.id LIMIT 1 OFFSET ${entries}) FROM parts WHERE first IS NOT NULL),
    cut AS MATERIALIZED (SELECT type, first, lead(first, 1, ${afterAll}) OVER (PARTITION BY type ORDER BY first) AS next
      FROM parts WHERE first IS NOT NULL)
    SELECT type, first, (SELECT max(e.updated_at) FROM ${ofType(sql`cut.type`)} AND e.id >= cut.first AND e.id < cut.next) AS updated_at
    FROM cut ORDER BY type, first`;
}

/** Entries that are read at once, and names of them: one more may have as many as there are languages. */
const chunk = 1_000;

const names = Object.keys(sitemapTypes) as [SitemapName, ...SitemapName[]];
export const sitemapInput = z.object({
  name: z.enum(names),
  from: opaqueId.nullable(),
  to: opaqueId.nullable(),
});

/** Lists pages of one type from an entry on, in as many reads as it has thousands of names. */
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
    const isListed = listedTypes(tenant.value).includes(type);
    const first = isListed ? await readEntries(model, range, from ?? "", true) : nothing;
    const show = (row: Row): SitemapEntry => {
      const entry = { type, id: String(row.id), names: readNames(String(row.names)) };
      return { urls: urlsOf(tenant.value, entry, requested), updatedAt: String(row.updated_at) };
    };
    return ok(sitemapXml(entriesOf(first, (after) => readEntries(model, range, after, false), show)));
  },
});

interface Range {
  readonly tenantId: string;
  readonly type: string;
  readonly to: string;
}

/** Entries that were read together, and whether there can be more. */
interface Chunk {
  readonly rows: readonly Row[];
  readonly isLast: boolean;
}

const nothing: Chunk = { rows: [], isLast: true };

async function readEntries(
  model: ReadModel,
  { tenantId, type, to }: Range,
  from: string,
  isIncluded: boolean,
): Promise<Chunk> {
  const beyond = isIncluded ? sql`e.id >= ${from}` : sql`e.id > ${from}`;
  const [rows = []] = await model.batch([
    statement(sql`WITH near AS MATERIALIZED (
        SELECT e.id, e.size FROM sitemap_entries AS e INDEXED BY sitemap_entries_listed
        WHERE e.tenant_id = ${tenantId} AND e.type = ${type} AND ${beyond} AND e.id < ${to} AND e.size > 0
        ORDER BY e.id LIMIT ${chunk}),
      counted AS (SELECT id, count(*) OVER () AS near, sum(size) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING) - size AS before FROM near)
      SELECT e.id, e.updated_at, e.names, c.near FROM counted AS c CROSS JOIN sitemap_entries AS e
        ON e.tenant_id = ${tenantId} AND e.id = c.id
      WHERE c.before < ${chunk} ORDER BY c.id`),
  ]);
  const near = Number(rows[0]?.near ?? 0);
  return { rows, isLast: near < chunk && rows.length === near };
}

async function* entriesOf(
  first: Chunk,
  readAfter: (id: string) => Promise<Chunk>,
  show: (row: Row) => SitemapEntry,
): AsyncGenerator<SitemapEntry> {
  for (let { rows, isLast } = first; ; { rows, isLast } = await readAfter(String(rows.at(-1)?.id))) {
    for (const row of rows) yield show(row);
    if (isLast) return;
  }
}
