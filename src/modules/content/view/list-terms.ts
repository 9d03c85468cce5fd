import type * as z from "zod";
import { fitted, isFitting } from "../../../kernel/read/fitted.ts";
import { localeOrder } from "../../../kernel/read/locale-order.ts";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { alwaysAPage, defineViewQuery } from "../../../kernel/read/query.ts";
import { type Fragment, sql, statement } from "../../../kernel/storage/sql.ts";
import type { Row } from "../../../kernel/storage/storage.ts";
import { listedLocales, pickLocale } from "../../../kernel/values/locale.ts";
import { ok } from "../../../kernel/values/result.ts";
import { pageShopperOf } from "../../tenants/index.ts";
import { adminTerm, type TermKind, termState } from "../terms/schema.ts";
import { type AdminTerm, toAdminTerm } from "../terms/shown.ts";
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
      const [rows = [], [total] = []] = await model.batch(
        statementsOf(context.tenantId, kind, page, { posts: false }),
      );
      return ok({
        ...pageOf(
          rows,
          page.limit,
          idOf,
          (row) => toAdminTerm(kind, stateIn(kind, row), Number(row.version), locales),
          isFitting,
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
        statementsOf(context.tenantId, kind, { ...page, after }, { posts: true }),
      );
      return ok({
        ...pageOf(
          rows,
          page.limit,
          (row) => next(idOf(row)),
          (row) => toStoreTerm(kind, row, locales),
          isFitting,
        ),
        totalCount: total === undefined ? undefined : Number(total.total),
      });
    },
  });
}

interface Counting {
  /** Whether each has the number of its posts. */
  readonly posts: boolean;
}

/** A page, and the number of all if it is asked for. */
function statementsOf(
  tenantId: string,
  kind: TermKind,
  { limit, after, count }: z.infer<typeof pageRequest>,
  { posts }: Counting,
) {
  const all = sql`content_terms AS c INDEXED BY content_terms_kind
    WHERE c.tenant_id = ${tenantId} AND c.kind = ${kind} AND c.deleted_at IS NULL`;
  const start = after === null ? sql`` : sql`AND c.id > ${String(after[0])}`;
  const page = sql`SELECT c.id, octet_length(c.state) AS bytes FROM ${all} ${start} ORDER BY c.id LIMIT ${limit + 1}`;
  const terms = sql`FROM page LEFT JOIN content_terms AS c ON c.tenant_id = ${tenantId} AND c.id = page.id AND page.fits`;
  const definition = sql`page AS MATERIALIZED (${fitted(page, sql`id`)})`;
  const columns = sql`page.*, c.version, c.state, c.state_version`;
  return [
    statement(
      posts
        ? sql`WITH RECURSIVE ${definition}, ${postsOfEach(tenantId, kind)}
          SELECT ${columns}, COALESCE(counted.posts, 0) AS posts ${terms} LEFT JOIN counted ON counted.root = page.id ORDER BY page.id`
        : sql`WITH ${definition} SELECT ${columns} ${terms} ORDER BY page.id`,
    ),
    ...(count ? [statement(sql`SELECT count(*) AS total FROM ${all}`)] : []),
  ];
}

/** Definitions of CTEs that count the published posts of each of `page`. A category includes those below it. */
function postsOfEach(tenantId: string, kind: TermKind): Fragment {
  return sql`below (root, id) AS (SELECT id, id FROM page WHERE fits UNION
      SELECT below.root, child.id FROM below CROSS JOIN content_terms AS child INDEXED BY content_terms_parent
      ON child.tenant_id = ${tenantId} AND child.parent_id = below.id AND child.deleted_at IS NULL),
    counted AS MATERIALIZED (SELECT below.root, count(DISTINCT t.node_id) AS posts FROM below
      CROSS JOIN node_terms AS t INDEXED BY node_terms_published
      ON t.tenant_id = ${tenantId} AND t.kind = ${kind} AND t.term = below.id AND t.node_kind = 'post' AND t.status = 'published'
      GROUP BY below.root)`;
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

/** The current slug of a category or tag in the first of `locales` that it has, and that locale, as JSON. Null if there is none. */
export function currentTermSlug(tenantId: string, id: Fragment, locales: readonly string[]): Fragment {
  return sql`(SELECT json_array(s.handle, s.locale) FROM content_term_slugs AS s INDEXED BY content_term_slugs_term
    WHERE s.tenant_id = ${tenantId} AND s.term_id = ${id} AND s.current = 1
    ORDER BY ${localeOrder(sql`s.locale`, locales)} LIMIT 1)`;
}
