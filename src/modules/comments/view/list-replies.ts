import * as z from "zod";
import { fitted, isFitting } from "../../../kernel/read/fitted.ts";
import {
  type Keyset,
  mapItems,
  pageOf,
  pageOutput,
  uncountedPageRequest,
} from "../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../kernel/read/query.ts";
import { type Fragment, join, sql, statement } from "../../../kernel/storage/sql.ts";
import type { Row } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { servedLocales } from "../../../kernel/values/locale.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { publishedSlugs } from "../../content/index.ts";
import { productHandles } from "../../listing/index.ts";
import { handleMatch } from "../../translations/index.ts";
import { toStoreReply, withoutStars } from "../comment/presentation.ts";
import { noSuchComment } from "../comment/rules.ts";
import { commentState } from "../comment/schema.ts";
import { postReply, type StoreReply, storeReply } from "../comment/shapes.ts";
import { commentIds } from "../ids.ts";
import { shownReplies } from "./shown.ts";

const input = uncountedPageRequest.extend({ handle: z.string().min(1).max(255), id: opaqueId });
const forReaders = { access: "public", input, varies: ["locale"] } as const;

/** All replies in the thread that a review has begun, oldest first. */
export const listReplies = defineViewQuery({
  ...forReaders,
  name: "comments.listReplies",
  output: pageOutput(storeReply),
  async run(model, { handle, id, limit, after }, context) {
    const tenant = await context.tenant();
    if (!tenant.ok) return tenant;
    const { tenantId, requestedLocales } = context;
    const match = handleMatch(
      productHandles(tenantId),
      handle,
      servedLocales(requestedLocales, tenant.value),
    );
    const rows = await model.all(statement(repliesIn({ tenantId, match, id }, after, limit + 1)));
    return rows.length === 0 ? refused(noSuchComment) : ok(pageIn(rows, limit));
  },
});

/** All replies in the thread that a comment on a post has begun, oldest first. */
export const listPostReplies = repliesOn("post", "comments.listPostReplies");

/** The same for a page. */
export const listPageReplies = repliesOn("page", "comments.listPageReplies");

function repliesOn(kind: "post" | "page", name: string) {
  return defineViewQuery({
    ...forReaders,
    name,
    output: pageOutput(postReply),
    async run(model, { handle, id, limit, after }, context) {
      const tenant = await context.tenant();
      if (!tenant.ok) return tenant;
      const { tenantId, requestedLocales } = context;
      if (tenant.value.disabledModules.includes("content")) return refused(noSuchComment);
      const slugs = publishedSlugs(tenantId, kind);
      const match = handleMatch(slugs, handle, servedLocales(requestedLocales, tenant.value));
      const rows = await model.all(statement(repliesIn({ tenantId, match, id }, after, limit + 1)));
      return rows.length === 0 ? refused(noSuchComment) : ok(mapItems(pageIn(rows, limit), withoutStars));
    },
  });
}

interface Thread {
  readonly tenantId: string;
  /** A statement with a row of its subject as `owner`. */
  readonly match: Fragment;
  /** The comment that began it. */
  readonly id: string;
}

function repliesIn({ tenantId, match, id }: Thread, after: Keyset | null, limit: number): Fragment {
  const { from, where } = shownReplies(tenantId, sql`(SELECT id FROM root)`);
  const beyond = after === null ? [] : [sql`(r.created_at, r.id) > (${after[0] ?? ""}, ${after[1] ?? ""})`];
  const page = sql`SELECT r.rowid AS row, r.created_at, r.id, 3 * octet_length(r.state) AS bytes FROM ${from}
    WHERE ${join([where, ...beyond], " AND ")} ORDER BY r.created_at, r.id LIMIT ${limit}`;
  return sql`WITH match AS MATERIALIZED (${match}), root AS MATERIALIZED (
      SELECT c.id FROM match CROSS JOIN comments AS c ON c.tenant_id = ${tenantId} AND c.id = ${canonicalId(commentIds.comment, id)}
      AND c.subject_id = match.owner AND c.status = 'approved' AND c.depth = 1
    ), page AS MATERIALIZED (${fitted(page, sql`created_at, id`)})
    SELECT page.created_at, page.id, page.fits, c.state_version, c.state FROM root LEFT JOIN page ON true
    LEFT JOIN comments AS c ON c.rowid = page.row AND page.fits ORDER BY page.place`;
}

function pageIn(rows: readonly Row[], limit: number) {
  return pageOf(
    rows.filter(({ id }) => id !== null),
    limit,
    (row) => [row.created_at ?? null, row.id ?? null],
    (row): StoreReply | undefined => {
      const state = commentState.readJson(Number(row.state_version), String(row.state));
      return state === undefined ? undefined : toStoreReply(state);
    },
    isFitting,
  );
}
