import type * as z from "zod";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { alwaysAPage, defineViewQuery } from "../../../kernel/read/query.ts";
import { sql, statement } from "../../../kernel/storage/sql.ts";
import type { Row } from "../../../kernel/storage/storage.ts";
import { listedLocales, pickLocale } from "../../../kernel/values/locale.ts";
import { ok } from "../../../kernel/values/result.ts";
import { pageShopperOf } from "../../tenants/index.ts";
import { type AdminTerm, toAdminTerm } from "../terms/presentation.ts";
import { adminTerm, type TermKind, termState } from "../terms/schema.ts";
import { tagsOfTerms } from "./cache-tags.ts";
import { storeContentCategory, storeTag } from "./shapes.ts";

const plurals = { contentCategory: "ContentCategories", tag: "Tags" } as const;

/** Lists categories or tags for staff, the oldest first. */
export function adminTermsOf(kind: TermKind) {
  const shape: z.ZodType<AdminTerm> = adminTerm[kind];
  return defineViewQuery({
    name: `content.list${plurals[kind]}`,
    access: "posts:list",
    input: pageRequest,
    output: pageOutput(shape),
    varies: [],
    async run(model, page, context) {
      const tenant = await context.tenant();
      if (!tenant.ok) return tenant;
      const locales = [tenant.value.defaultLocale, "en"];
      const [rows = [], [total] = []] = await model.batch(statementsOf(context.tenantId, kind, page));
      return ok({
        ...pageOf(rows, page.limit, idOf, (row) =>
          toAdminTerm(kind, stateIn(kind, row), Number(row.version), locales),
        ),
        totalCount: total === undefined ? undefined : Number(total.total),
      });
    },
  });
}

type StoreTerm = z.infer<typeof storeTag> &
  Partial<Pick<z.infer<typeof storeContentCategory>, "parentId" | "position">>;

/** Lists categories or tags for shoppers, each with the number of published posts that its filter finds. */
export function storeTermsOf(kind: TermKind) {
  const shape: z.ZodType<StoreTerm> = kind === "tag" ? storeTag : storeContentCategory;
  return defineViewQuery({
    name: `content.listStore${plurals[kind]}`,
    access: "public",
    input: pageRequest,
    output: pageOutput(shape),
    varies: ["locale"],
    reuse: { space: alwaysAPage, tags: () => tagsOfTerms(kind) },
    async run(model, page, context) {
      const shopper = await pageShopperOf(context, undefined, page.after);
      if (!shopper.ok) return shopper;
      const { after, next, locales } = shopper.value;
      const [rows = [], [total] = []] = await model.batch(
        statementsOf(context.tenantId, kind, { ...page, after }),
      );
      return ok({
        ...pageOf(
          rows,
          page.limit,
          (row) => next(idOf(row)),
          (row) => toStoreTerm(kind, row, locales),
        ),
        totalCount: total === undefined ? undefined : Number(total.total),
      });
    },
  });
}

/** A page with the count of each, and all that there are if they are asked for. A category includes those below it. */
function statementsOf(
  tenantId: string,
  kind: TermKind,
  { limit, after, count }: z.infer<typeof pageRequest>,
) {
  const all = sql`content_terms AS c INDEXED BY content_terms_kind
    WHERE c.tenant_id = ${tenantId} AND c.kind = ${kind} AND c.deleted_at IS NULL`;
  const start = after === null ? sql`` : sql`AND c.id > ${String(after[0])}`;
  return [
    statement(sql`WITH RECURSIVE page AS MATERIALIZED (SELECT c.id, c.version, c.state, c.state_version
        FROM ${all} ${start} ORDER BY c.id LIMIT ${limit + 1}),
      below (root, id) AS (SELECT id, id FROM page UNION
        SELECT below.root, child.id FROM below CROSS JOIN content_terms AS child INDEXED BY content_terms_parent
        ON child.tenant_id = ${tenantId} AND child.parent_id = below.id AND child.deleted_at IS NULL)
      SELECT page.*, (SELECT count(DISTINCT t.node_id) FROM below CROSS JOIN node_terms AS t INDEXED BY node_terms_published
        ON t.tenant_id = ${tenantId} AND t.kind = ${kind} AND t.term = below.id AND t.node_kind = 'post' AND t.status = 'published'
        WHERE below.root = page.id) AS posts FROM page ORDER BY page.id`),
    ...(count ? [statement(sql`SELECT count(*) AS total FROM ${all}`)] : []),
  ];
}

const idOf = (row: Row) => [row.id ?? ""];

function stateIn(kind: TermKind, row: Row) {
  const state = termState[kind].read(Number(row.state_version), JSON.parse(String(row.state)));
  return { parentId: null, position: 0, ...state, kind };
}

function toStoreTerm(kind: TermKind, row: Row, locales: readonly string[]): StoreTerm {
  const { id, translations, parentId, position } = stateIn(kind, row);
  const text = pickLocale(translations, locales);
  if (text === undefined) throw new Error(`${id} has no translation`);
  const { slug, name, description, locale } = text;
  const availableLocales = [...listedLocales(translations, locales)];
  const count = Number(row.posts);
  const place = kind === "contentCategory" ? { parentId, position } : {};
  return { id, slug, name, description, locale, availableLocales, count, ...place };
}
