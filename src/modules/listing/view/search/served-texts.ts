import type { Statement } from "../../../../kernel/storage/storage.ts";

/*
 * A document has the texts in the languages that the tenant serves. A product without any of them has its first one, as it is shown.
 * A document is replaced, never changed: its triggers keep the full-text index.
 */

const isOn = (locale: string) =>
  `EXISTS (SELECT 1 FROM catalogue_locales AS l WHERE l.tenant_id = ?1 AND l.locale = ${locale})`;
const isServed = (text: string) => `(${text}.locale = '' OR ${isOn(`${text}.locale`)}
  OR (${text}.position = 0 AND NOT EXISTS (SELECT 1 FROM search_texts AS other INDEXED BY search_texts_product
    WHERE other.tenant_id = ?1 AND other.product_id = ${text}.product_id AND ${isOn("other.locale")}))
  OR NOT EXISTS (SELECT 1 FROM catalogue_locales AS l WHERE l.tenant_id = ?1))`;

/** The terms of a column in the texts that are served, with a space behind the last. */
const servedTerms = (column: "titles" | "body") => `(SELECT CASE group_concat(t.${column}, '') WHEN '' THEN ''
  ELSE group_concat(t.${column}, '') || ' ' END FROM (SELECT one.${column} FROM search_texts AS one
    INDEXED BY search_texts_product WHERE one.tenant_id = ?1 AND one.product_id = d.product_id AND ${isServed("one")}
    ORDER BY one.position) AS t)`;

/** Brings the documents of changed products to the languages that are served. */
export function serveTextsOf(tenantId: string, ids: readonly string[]): readonly Statement[] {
  return ids.length === 0 ? [] : rewrite("SELECT value FROM json_each(?2)", [tenantId, JSON.stringify(ids)]);
}

/** Brings all documents to the languages that are served: of the products with a text in one that was turned off or on. */
export function serveTexts(tenantId: string): readonly Statement[] {
  const known = `WITH RECURSIVE known (locale) AS (
    SELECT min(locale) FROM search_texts WHERE tenant_id = ?1
    UNION ALL SELECT (SELECT min(locale) FROM search_texts WHERE tenant_id = ?1 AND locale > known.locale)
      FROM known WHERE known.locale IS NOT NULL)`;
  const changed = `${known} SELECT DISTINCT t.product_id FROM known CROSS JOIN search_texts AS t INDEXED BY search_texts_locale
    ON t.tenant_id = ?1 AND t.locale = known.locale AND t.in_document = (NOT ${isOn("known.locale")})
    WHERE known.locale <> ''`;
  return rewrite(changed, [tenantId]);
}

function rewrite(wanted: string, params: Statement["params"]): readonly Statement[] {
  const products = `WITH wanted (id) AS MATERIALIZED (${wanted})`;
  return [
    {
      sql: `${products}, rewritten AS MATERIALIZED (
  SELECT d.*, ${servedTerms("titles")} AS new_titles, ${servedTerms("body")} AS new_body
  FROM wanted CROSS JOIN search_documents AS d ON d.tenant_id = ?1 AND d.product_id = wanted.id
  WHERE EXISTS (SELECT 1 FROM search_texts AS t WHERE t.tenant_id = ?1 AND t.product_id = wanted.id))
INSERT INTO search_documents (tenant_id, product_id, version, generation, status, titles, labels, body)
SELECT tenant_id, product_id, version, generation, status, new_titles, labels, new_body FROM rewritten
WHERE new_titles <> titles OR new_body <> body`,
      params,
    },
    {
      sql: `${products} UPDATE search_texts SET in_document = 1 - in_document
WHERE tenant_id = ?1 AND product_id IN (SELECT id FROM wanted) AND in_document <> ${isServed("search_texts")}`,
      params,
    },
  ];
}
