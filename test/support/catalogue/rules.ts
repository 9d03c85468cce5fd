/** A rule of products and their variants. */
export type CatalogueRule =
  | "every variant has one listed value for every option"
  | "no two variants have the same values"
  | "the positions of variants have no gaps"
  | "a variant's image is one of its product's"
  | "every product keeps its text in the main language"
  | "a current handle belongs to a translation";

/** What must hold of products and their variants. Each statement finds rows that break its rule. */
export const catalogueRules: readonly (readonly [rule: CatalogueRule, sql: string])[] = [
  [
    "every variant has one listed value for every option",
    `SELECT v.id, v.options, p.options AS listed
    FROM variants AS v JOIN products AS p ON p.id = v.product_id
    WHERE json_array_length(p.options) <> (SELECT count(*) FROM json_each(v.options))
    OR EXISTS (SELECT 1 FROM json_each(p.options) AS option WHERE NOT EXISTS (
      SELECT 1 FROM json_each(v.options) AS own CROSS JOIN json_each(option.value, '$.values') AS listed
      WHERE own.key = option.value ->> '$.name' AND own.value = listed.value))`,
  ],
  [
    "no two variants have the same values",
    `SELECT one.id, another.id AS twin FROM variants AS one
    JOIN variants AS another ON another.product_id = one.product_id AND another.id > one.id
    WHERE NOT EXISTS (SELECT 1 FROM json_each(one.options) AS a
      LEFT JOIN json_each(another.options) AS b ON b.key = a.key WHERE a.value IS NOT b.value)`,
  ],
  [
    "the positions of variants have no gaps",
    `SELECT product_id FROM variants GROUP BY product_id
    HAVING max(position) <> count(*) - 1 OR count(DISTINCT position) <> count(*)`,
  ],
  [
    "a variant's image is one of its product's",
    `SELECT v.id, v.image FROM variants AS v
    JOIN products AS p ON p.id = v.product_id WHERE v.image IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM json_each(p.images) AS one WHERE one.value ->> '$.url' = v.image)`,
  ],
  [
    "every product keeps its text in the main language",
    `SELECT id FROM products WHERE NOT EXISTS (
    SELECT 1 FROM product_translations AS t WHERE t.product_id = products.id AND t.locale = 'en')`,
  ],
  [
    "a current handle belongs to a translation",
    `SELECT h.* FROM handles AS h WHERE h.kind = 'product'
    AND h.current <> EXISTS (SELECT 1 FROM product_translations AS t
      WHERE t.product_id = h.owner_id AND t.locale = h.locale AND t.handle = h.handle)`,
  ],
];
