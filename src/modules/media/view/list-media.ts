import * as z from "zod";
import { fitted, isFitting } from "../../../kernel/read/fitted.ts";
import { type Keyset, pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../kernel/read/query.ts";
import { type Fragment, join, raw, sql, statement } from "../../../kernel/storage/sql.ts";
import { ok } from "../../../kernel/values/result.ts";
import { byWords, each } from "../../term-search/index.ts";
import { mediaIn, toListedMedia } from "../presentation.ts";
import { listedMedia, mediaKind } from "../schema.ts";

const filters = z.object({
  q: z.string().min(1).max(200).nullable().default(null),
  type: z.array(mediaKind).max(50).readonly().default([]),
  from: z.iso.datetime().nullable().default(null),
  to: z.iso.datetime().nullable().default(null),
});
type Filters = z.infer<typeof filters>;

/** A tenant's files, the newest first. */
export const listMedia = defineViewQuery({
  name: "media.listMedia",
  access: "media:list",
  input: pageRequest.extend(filters.shape),
  output: pageOutput(listedMedia),
  varies: [],
  async run(model, { limit, after, count, ...wanted }, { tenantId }) {
    const way = wayTo(tenantId, wanted);
    const [rows = [], [total] = []] = await model.batch([
      statement(pageAlong(way, wanted, after, limit + 1)),
      ...(count ? [statement(countAlong(way, wanted))] : []),
    ]);
    const page = pageOf(
      rows,
      limit,
      (row) => [row.created_at ?? null, row.id ?? null],
      (row) => {
        const media = mediaIn(row);
        return media === undefined ? undefined : toListedMedia(tenantId, media, Number(row.version));
      },
      isFitting,
    );
    return ok({ ...page, totalCount: total === undefined ? undefined : Number(total.total) });
  },
});

/** How candidate files are read: in parts, each of which an index returns in list order. */
interface Way {
  readonly parts: Fragment;
  /** The files, named `m`, and the table they are read through. */
  readonly files: Fragment;
  readonly on: Fragment;
  readonly walked: "m" | "t";
  readonly overlapping: boolean;
}

const searched = {
  table: "media",
  alias: "m",
  terms: "media_terms",
  rowId: "media_id",
  byRow: "media_terms_media",
};

function wayTo(tenantId: string, { q, type }: Filters): Way {
  const found = byWords(tenantId, q ?? "", searched);
  if (found !== null)
    return { parts: found.parts, files: found.rows, on: found.on, walked: "t", overlapping: true };
  const along = (index: string, parts: Fragment, on: Fragment): Way => {
    const files = raw(`media AS m INDEXED BY ${index}`);
    return { parts, files, on, walked: "m", overlapping: false };
  };
  return type.length > 0
    ? along("media_kind", each(type), sql`m.tenant_id = ${tenantId} AND m.kind = part.value`)
    : along("media_newest", each(["all"]), sql`m.tenant_id = ${tenantId}`);
}

/** Reads only the first rows of each part, so a page costs the same however many files there are. */
function pageAlong(way: Way, wanted: Filters, after: Keyset | null, limit: number): Fragment {
  const walked = raw(
    way.walked === "m" ? "m.created_at DESC, m.id DESC" : "t.created_at DESC, t.media_id DESC",
  );
  const page = sql`SELECT m.rowid AS row, m.created_at, m.id, octet_length(m.state) AS bytes FROM media AS m WHERE m.rowid IN (
    SELECT met.rowid FROM ${way.parts} CROSS JOIN media AS met ON met.rowid IN (
      SELECT m.rowid FROM ${way.files} WHERE ${meant(way, wanted, after)} ORDER BY ${walked} LIMIT ${limit}
    )
  ) ORDER BY m.created_at DESC, m.id DESC LIMIT ${limit}`;
  return sql`WITH page AS MATERIALIZED (${fitted(page, sql`created_at DESC, id DESC`)})
    SELECT page.created_at, page.id, page.fits, m.version, m.state_version, m.state FROM page
    LEFT JOIN media AS m ON m.rowid = page.row AND page.fits ORDER BY page.place`;
}

function countAlong(way: Way, wanted: Filters): Fragment {
  const total = way.overlapping ? sql`count(DISTINCT m.id)` : sql`count(*)`;
  return sql`SELECT ${total} AS total FROM ${way.parts} CROSS JOIN ${way.files} WHERE ${meant(way, wanted, null)}`;
}

function meant(way: Way, { type, from, to }: Filters, after: Keyset | null): Fragment {
  const at = raw(`${way.walked}.created_at`);
  const id = raw(way.walked === "m" ? "m.id" : "t.media_id");
  const conditions = [
    sql`m.deleted_at IS NULL`,
    // The unary plus keeps SQLite from using another index.
    ...(type.length === 0 ? [] : [sql`+m.kind IN (SELECT value FROM json_each(${JSON.stringify(type)}))`]),
    ...(from === null ? [] : [sql`${at} >= ${from}`]),
    ...(to === null || after !== null ? [] : [sql`${at} < ${to}`]),
    ...(after === null ? [] : [sql`(${at}, ${id}) < (${after[0] ?? ""}, ${after[1] ?? ""})`]),
  ];
  return join([way.on, ...conditions], " AND ");
}
