import { isFitting } from "../../../kernel/read/fitted.ts";
import { type Fragment, join, sql, statement } from "../../../kernel/storage/sql.ts";
import type { Row, Statement } from "../../../kernel/storage/storage.ts";
import { firstOfNamed, membersOfNamed } from "../../collections/index.ts";
import { listsFor } from "../../pricing/index.ts";
import type { StoreProduct } from "../../products/index.ts";
import type { Shopper } from "../../tenants/index.ts";
import { asCard, toListed } from "./lists/listed.ts";
import { fittingColumns, shopperParts, sizedRows } from "./rows.ts";

/** A product of a grid, as a card. */
export type GridProduct = Omit<StoreProduct, "description">;

/** The grids of a page. */
export interface Grids {
  /** CTEs that `from` reads. */
  readonly definitions: readonly Fragment[];
  /** Rows `g` with `position`, `kind`, `value`, `size` and `sort`. */
  readonly from: Fragment;
  /** The most products of one grid. */
  readonly most: number;
}

/** Grids are this far apart in the order of their products. */
const apart = 1_000;

/** Reads the products of all grids of a page, in one statement. What does not fit into an answer is left out. */
export function gridStatement(
  tenantId: string,
  { definitions, from, most }: Grids,
  { locales, currency, buyer, showsRatings }: Shopper,
): Statement {
  const parts = shopperParts(locales, { tenantId, currency, buyer }, showsRatings);
  const lists = buyer === null ? [] : [listsFor(tenantId, buyer)];
  const ids = sql`CASE g.kind WHEN 'products' THEN g.value WHEN 'newest' THEN ${newest(tenantId, most)}
    ELSE CASE g.sort WHEN 'manual' THEN ${firstMembers(tenantId, most, locales)}
      ELSE ${sortedMembers(tenantId, { most, currency, locales })} END END`;
  const page = sql`page AS MATERIALIZED (SELECT item.value AS id, g.position * ${apart} + item.key AS sort_key
    FROM ${from} CROSS JOIN json_each(${ids}) AS item CROSS JOIN products AS shown
    ON shown.tenant_id = ${tenantId} AND shown.id = item.value AND shown.status = 'active'
    WHERE item.key < g.size)`;
  const definition = join([...lists, ...definitions, page, sizedRows(tenantId, sql`sort_key`, parts)], ", ");
  return statement(sql`WITH ${definition} SELECT ${fittingColumns(parts)} FROM sized
    CROSS JOIN products AS p ON p.rowid = sized.product WHERE sized.fits ORDER BY sized.place`);
}

/** The products of each grid, by its position. */
export function readGrids(
  rows: readonly Row[],
  { locales, currency }: Pick<Shopper, "locales" | "currency">,
): ReadonlyMap<number, readonly GridProduct[]> {
  const placed = rows.filter(isFitting).map((row) => ({
    position: Math.floor(Number(row.sort_key) / apart),
    product: asCard(toListed(row, locales, currency)),
  }));
  return new Map(
    [...Map.groupBy(placed, ({ position }) => position)].map(([position, items]) => [
      position,
      items.map(({ product }) => product),
    ]),
  );
}

function newest(tenantId: string, most: number): Fragment {
  return sql`(SELECT json_group_array(id) FROM (SELECT id FROM products INDEXED BY products_newest
    WHERE tenant_id = ${tenantId} AND status = 'active' ORDER BY published_at DESC, id DESC LIMIT ${most}))`;
}

const named = { kind: sql`g.kind`, value: sql`g.value` };

/** In the order that staff chose. */
function firstMembers(tenantId: string, most: number, locales: readonly string[]): Fragment {
  const condition = sql`EXISTS (SELECT 1 FROM products AS own
    WHERE own.tenant_id = ${tenantId} AND own.id = m.product_id AND own.status = 'active')`;
  const members = firstOfNamed(tenantId, named, locales, { most, condition });
  return sql`(SELECT json_group_array(chosen) FROM (SELECT first.value ->> 1 AS chosen FROM ${members}
    GROUP BY chosen ORDER BY min(first.value ->> 0), chosen LIMIT ${most}))`;
}

/** In another order, for which all members are read. */
function sortedMembers(
  tenantId: string,
  { most, currency, locales }: { readonly most: number } & Pick<Shopper, "currency" | "locales">,
): Fragment {
  const price = sql`(SELECT price.ascending FROM product_prices AS price
    WHERE price.tenant_id = ${tenantId} AND price.currency = ${currency} AND price.product_id = m.product_id)`;
  return sql`(SELECT json_group_array(product_id) FROM (SELECT m.product_id FROM ${membersOfNamed(tenantId, named, locales)}
    CROSS JOIN products AS own ON own.tenant_id = ${tenantId} AND own.id = m.product_id AND own.status = 'active'
    GROUP BY m.product_id ORDER BY CASE g.sort WHEN 'newest' THEN own.published_at END DESC,
      CASE g.sort WHEN 'price' THEN COALESCE(${price}, 9e15) END, CASE g.sort WHEN '-price' THEN COALESCE(${price}, -1) END DESC,
      min(m.position), m.product_id LIMIT ${most}))`;
}
