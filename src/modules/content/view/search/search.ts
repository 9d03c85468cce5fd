import * as z from "zod";
import { localeOrder } from "../../../../kernel/read/locale-order.ts";
import { pageOf, pageOutput, uncountedPageRequest } from "../../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../../kernel/read/query.ts";
import { type Fragment, join, sql, statement } from "../../../../kernel/storage/sql.ts";
import type { Row } from "../../../../kernel/storage/storage.ts";
import { ok } from "../../../../kernel/values/result.ts";
import { productHits, reuseLimits, tagsOfProductList } from "../../../listing/index.ts";
import { pageShopperOf } from "../../../tenants/index.ts";
import { type Question, questionIn, searchText } from "../../../term-search/index.ts";
import { tagsOfNodeList } from "../cache-tags.ts";
import { rankedHits } from "./hits.ts";
import { snippetOf, textOfHtml } from "./snippet.ts";

/** What a search of the whole store finds. */
export const searchHitTypes = ["product", "post", "page"] as const;

const searchHit = z.object({
  type: z.enum(searchHitTypes),
  id: z.string(),
  slug: z.string().describe("The handle of a product, the slug of a post or page."),
  title: z.string(),
  snippet: z.string().nullable().describe("Plain text around what was found: not HTML."),
  locale: z.string(),
});

/** The name of this shape in the API. */
export const searchSchemas = { SearchHit: searchHit };

/** Searches products, posts and pages together, the best hits first. */
export const searchStore = defineViewQuery({
  name: "content.searchStore",
  access: "public",
  input: uncountedPageRequest.extend({
    q: searchText,
    type: z.array(z.enum(searchHitTypes)).readonly().default([]),
  }),
  output: pageOutput(searchHit),
  varies: ["locale"],
  reuse: {
    space: ({ q }) => (q !== null && q.length <= reuseLimits.search.value ? "searches" : null),
    tags: () => [...tagsOfProductList(), ...tagsOfNodeList()],
  },
  async run(model, { q, type, limit, after: given }, context) {
    const shopper = await pageShopperOf(context, undefined, given);
    if (!shopper.ok) return shopper;
    const { after, next, locales } = shopper.value;
    const types = type.length === 0 ? searchHitTypes : type;
    const start = after === null ? null : { score: Number(after[0]), id: String(after[1]) };
    const question = questionIn(q);
    const rows =
      question === null
        ? []
        : await model.all(statement(searchOf(context.tenantId, { question, types, locales, limit, start })));
    return ok(
      pageOf(
        rows,
        limit,
        (row) => next([row.score ?? 0, row.id ?? ""]),
        (row) => toHit(row, q ?? ""),
      ),
    );
  },
});

interface Asked {
  readonly question: Question;
  readonly types: readonly string[];
  readonly locales: readonly string[];
  readonly limit: number;
  readonly start: { readonly score: number; readonly id: string } | null;
}

/** Characters of a text that a snippet is taken from. */
const snippetSource = sql`2000`;

/** Scores don't depend on other documents, so those of products and nodes are of one kind, and one statement ranks both. */
function searchOf(tenantId: string, { question, types, locales, limit, start }: Asked): Fragment {
  const products = productHits(tenantId, question);
  const content = rankedHits(tenantId, question, locales);
  const kinds = JSON.stringify(types);
  const parts = [
    ...(types.includes("product")
      ? [sql`SELECT 'product' AS type, product_id AS id, score, NULL AS document FROM (${products.rows})`]
      : []),
    // The document of a node that is found in several languages: its best, with the others of its columns.
    ...(types.some((type) => type !== "product")
      ? [
          sql`SELECT kind AS type, node_id AS id, max(score) AS score, document FROM (${content.rows})
          WHERE kind IN (SELECT value FROM json_each(${kinds})) GROUP BY node_id`,
        ]
      : []),
  ];
  const beyond = start === null ? sql`` : sql`WHERE (score, id) < (${start.score}, ${start.id})`;
  const text = (json: Fragment) =>
    sql`(SELECT substr(shown.value, 1, ${snippetSource}) FROM json_each(${json}) AS shown ORDER BY ${localeOrder(sql`shown.key`, locales)} LIMIT 1)`;
  // All translations of a page of nodes would be megabytes.
  const translation = sql`(SELECT json_array(one.value ->> 'locale', one.value ->> 'title', COALESCE(one.value ->> 'slug', one.value ->> 'handle'))
    FROM json_each(COALESCE(p.state, n.state), '$.translations') AS one
    ORDER BY ${localeOrder(sql`one.value ->> 'locale'`, locales)} LIMIT 1)`;
  return sql`WITH ${join([...products.definitions, ...content.definitions], ", ")}, page AS MATERIALIZED (
      SELECT * FROM (${join(parts, " UNION ALL ")}) ${beyond} ORDER BY score DESC, id DESC LIMIT ${limit + 1})
    SELECT page.type, page.id, page.score, ${translation} AS translation,
      COALESCE(substr(c.text, 1, ${snippetSource}), ${text(sql`p.descriptions`)}) AS text
    FROM page LEFT JOIN products AS p ON page.type = 'product' AND p.tenant_id = ${tenantId} AND p.id = page.id
    LEFT JOIN nodes AS n ON page.type <> 'product' AND n.tenant_id = ${tenantId} AND n.id = page.id
    LEFT JOIN content_documents AS c ON c.id = page.document ORDER BY page.score DESC, page.id DESC`;
}

const translationSchema = z.tuple([z.string(), z.string(), z.string()]);

function toHit(row: Row, q: string): z.infer<typeof searchHit> | undefined {
  if (typeof row.translation !== "string") return undefined;
  const [locale, title, slug] = translationSchema.parse(JSON.parse(row.translation));
  const type = z.enum(searchHitTypes).parse(row.type);
  // Descriptions of products are HTML, bodies were turned into text.
  const text = typeof row.text !== "string" || type !== "product" ? row.text : textOfHtml(row.text);
  return {
    type,
    id: String(row.id),
    slug,
    title,
    snippet: typeof text === "string" ? snippetOf(text, q) : null,
    locale,
  };
}
