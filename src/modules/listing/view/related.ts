import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { defineLimits } from "../../../kernel/limit.ts";
import { movableOutput } from "../../../kernel/operation/operation.ts";
import { isFitting } from "../../../kernel/read/fitted.ts";
import { pageOf } from "../../../kernel/read/page.ts";
import { alwaysAPage, defineViewQuery } from "../../../kernel/read/query.ts";
import { type Fragment, sql, statement } from "../../../kernel/storage/sql.ts";
import type { ReadModel } from "../../../kernel/storage/storage.ts";
import { countrySchema } from "../../../kernel/values/country.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { companionsOf } from "../../collections/index.ts";
import { listsFor } from "../../pricing/index.ts";
import { listedProduct } from "../../products/index.ts";
import { type Shopper, shopperOf } from "../../tenants/index.ts";
import { handleMatch } from "../../translations/index.ts";
import { tagsOfRelated } from "../cache-tags.ts";
import { asCard, toListed } from "./lists/listed.ts";
import { productHandles } from "./read-store.ts";
import { fittingColumns, shopperParts, sizedRows } from "./rows.ts";

/** The bounds of the search for related products. */
export const relatedLimits = defineLimits({
  items: {
    value: 24,
    unit: "count",
    per: "response",
    what: "Related products",
    beyond: "400 `validation-failed`",
  },
  labels: {
    value: 20,
    unit: "count",
    per: "request",
    what: "Tags, with type and vendor, by which related products are found",
    beyond: "others are left out",
  },
  companions: {
    value: 40,
    unit: "count",
    per: "request",
    what: "Products of each label, collection and category that can be related",
    beyond: "the newest, or the first of the collection, are taken",
  },
});

const relatedProducts = z.object({ items: z.array(listedProduct).readonly() });
const output = movableOutput(relatedProducts);

/** The name of this shape in the API. */
export const relatedSchemas = { RelatedProducts: relatedProducts };

/** Lists published products that have the most in common with one: collections and categories, type, tags, vendor. */
export const listRelatedProducts = defineViewQuery({
  name: "catalogue.listRelatedProducts",
  access: "public",
  input: z.object({
    handle: z.string().min(1).max(255),
    limit: z.int().min(1).max(relatedLimits.items.value).default(8),
    card: z.boolean().default(false),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    country: countrySchema.nullish(),
  }),
  output,
  varies: ["locale", "currency"],
  reuse: { space: alwaysAPage, tags: tagsOfRelated },
  async run(model, { handle, limit, card, currency, country }, context) {
    const shopper = await shopperOf(context, currency, country);
    return shopper.ok
      ? readRelated(model, context.tenantId, { handle, limit, card, ...shopper.value })
      : shopper;
  },
});

interface Asked
  extends Pick<Shopper, "locales" | "currency">,
    Partial<Pick<Shopper, "buyer" | "showsRatings">> {
  readonly handle: string;
  readonly limit: number;
  readonly card: boolean;
}

/** Reads related products in one round trip. Its cost doesn't depend on how many products a label has. */
export async function readRelated(
  model: ReadModel,
  tenantId: string,
  { handle, limit, card, locales, currency, buyer = null, showsRatings = true }: Asked,
): Promise<Result<z.infer<typeof output>>> {
  const lists = buyer === null ? sql`` : sql`${listsFor(tenantId, buyer)}, `;
  const parts = shopperParts(locales, { tenantId, currency, buyer }, showsRatings);
  const order = sql`sort_key DESC, id DESC`;
  const rows = await model.all(
    statement(sql`WITH ${lists}match AS MATERIALIZED (${handleMatch(productHandles(tenantId), handle, locales)}),
      page AS MATERIALIZED (${bestOf(tenantId, limit)}), ${sizedRows(tenantId, order, parts)}
      SELECT match.target, ${fittingColumns(parts)} FROM match LEFT JOIN sized ON true
      LEFT JOIN products AS p ON p.rowid = sized.product AND sized.fits ORDER BY sized.place`),
  );
  const [row] = rows;
  if (row === undefined) return refused(refusal("not-found", "There is no such product."));
  if (row.target !== null) return ok({ movedTo: String(row.target) });
  const { items } = pageOf(
    rows.filter(({ id }) => id !== null),
    limit,
    () => [],
    (one) => {
      const product = toListed(one, locales, currency);
      return card ? asCard(product) : product;
    },
    isFitting,
  );
  return ok({ found: { items } });
}

/** What two products can have in common, and how much it says. */
const weights = { group: 3, type: 3, tag: 2, vendor: 1 } as const;

/** The published products with the most in common with `match`, as `id` and `sort_key`. */
function bestOf(tenantId: string, limit: number): Fragment {
  const most = relatedLimits.companions.value;
  return sql`SELECT found.product_id AS id, sum(found.weight) AS sort_key FROM (
      SELECT one.value AS product_id, label.weight FROM (${labelsOfMatch(tenantId)}) AS label
      CROSS JOIN json_each((SELECT json_group_array(product_id) FROM (
        SELECT newest.product_id FROM product_terms AS newest INDEXED BY product_terms_newest
        WHERE newest.tenant_id = ${tenantId} AND newest.kind = label.kind AND newest.term = label.term
        AND newest.status = 'active' ORDER BY newest.published_at DESC, newest.product_id DESC LIMIT ${most}))) AS one
      UNION ALL
      SELECT one.value, ${weights.group} FROM match CROSS JOIN ${companionsOf(tenantId, sql`match.owner`, most)}
    ) AS found CROSS JOIN products AS p ON p.tenant_id = ${tenantId} AND p.id = found.product_id AND p.status = 'active'
    WHERE found.product_id <> (SELECT owner FROM match)
    GROUP BY found.product_id ORDER BY sort_key DESC, id DESC LIMIT ${limit}`;
}

function labelsOfMatch(tenantId: string): Fragment {
  const weight = sql`CASE term.kind WHEN 'type' THEN ${weights.type} WHEN 'tag' THEN ${weights.tag} ELSE ${weights.vendor} END`;
  return sql`SELECT term.kind, term.term, ${weight} AS weight FROM match
    CROSS JOIN product_terms AS term INDEXED BY product_terms_product
    ON term.tenant_id = ${tenantId} AND term.product_id = match.owner AND term.kind IN ('tag', 'type', 'vendor')
    ORDER BY weight DESC LIMIT ${relatedLimits.labels.value}`;
}
