import { z } from "zod";
import { fitted } from "../../../kernel/read/fitted.ts";
import { type Fragment, sql } from "../../../kernel/storage/sql.ts";
import type { Row } from "../../../kernel/storage/storage.ts";
import { groupsColumn, groupsIn } from "../../collections/index.ts";
import { stockState } from "../../inventory/index.ts";
import { productState } from "../../products/index.ts";

/** Columns to render a product `p` with, besides its state. Each is JSON. */
export interface Parts {
  readonly stocks: Fragment;
  readonly groups: Fragment;
}

/** For staff: the stock at every location. */
export function staffParts(locales: readonly string[]): Parts {
  return {
    stocks: stocksOf(sql`json_array(s.state_version, json(s.stock))`),
    groups: groupsColumn(sql`p`, locales),
  };
}

/** For shoppers: what is available of each variant. */
export function shopperParts(locales: readonly string[]): Parts {
  return {
    stocks: stocksOf(sql`json_array(s.variant_id, s.stocked - s.reserved)`),
    groups: groupsColumn(sql`p`, locales),
  };
}

/** CROSS JOIN fixes the order of joins: without statistics SQLite would read a tenant's whole stock. */
function stocksOf(stock: Fragment): Fragment {
  return sql`(SELECT json_group_array(${stock}) FROM json_each(p.variant_ids) AS v
    CROSS JOIN variant_stock AS s ON s.tenant_id = p.tenant_id AND s.variant_id = v.value)`;
}

/** The columns to render a product with its row `p`, in one round trip. */
export function rowColumns({ stocks, groups }: Parts): Fragment {
  return sql`p.id, p.version, p.state_version, p.state, ${stocks} AS stocks, ${groups} AS groups`;
}

/**
 * Definitions of CTEs that load the products of `page (id, sort_key)`, in its order, as far as they fit into a page:
 * `loaded (id, sort_key, place, fits, product, stocks, groups)`. `product` is the row of `products`.
 */
export function loadedRows(tenantId: string, order: Fragment, { stocks, groups }: Parts): Fragment {
  const sized = sql`SELECT page.id, page.sort_key, p.rowid AS product, octet_length(p.state) AS bytes
    FROM page CROSS JOIN products AS p ON p.tenant_id = ${tenantId} AND p.id = page.id`;
  const completed = sql`SELECT sized.id, sized.sort_key, sized.product, sized.bytes, ${stocks} AS stocks, ${groups} AS groups
    FROM sized LEFT JOIN products AS p ON p.rowid = sized.product AND sized.fits`;
  const measured = sql`SELECT id, sort_key, product, stocks, groups, bytes + octet_length(stocks) + octet_length(groups) AS bytes FROM completed`;
  return sql`sized AS MATERIALIZED (${fitted(sized, order)}), completed AS MATERIALIZED (${completed}),
    loaded AS MATERIALIZED (${fitted(measured, order)})`;
}

const stocksSchema = z.array(z.tuple([z.int(), z.unknown()]));
const availableSchema = z.array(z.tuple([z.string(), z.int()]));

/** Reads a row with `staffParts`. */
export function readStaffRow(row: Row) {
  const stocks = stocksSchema
    .parse(JSON.parse(String(row.stocks)))
    .map(([version, state]) => stockState.read(version, state));
  return { ...readRow(row), stockByVariant: new Map(stocks.map((one) => [one.variantId, one])) };
}

/** Reads a row with `shopperParts`. */
export function readShopperRow(row: Row) {
  const availableByVariant = new Map(availableSchema.parse(JSON.parse(String(row.stocks))));
  return { ...readRow(row), availableByVariant };
}

/** Without the `descriptions` column, all descriptions are null. */
function readRow(row: Row) {
  const state = productState.read(Number(row.state_version), JSON.parse(String(row.state)));
  const descriptions: Record<string, string | null> = JSON.parse(String(row.descriptions ?? "{}"));
  return {
    state: {
      ...state,
      translations: state.translations.map((one) => ({
        ...one,
        description: descriptions[one.locale] ?? null,
      })),
    },
    version: Number(row.version),
    groups: groupsIn(String(row.groups)),
  };
}
