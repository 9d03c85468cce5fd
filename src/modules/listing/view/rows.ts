import * as z from "zod";
import { fitted } from "../../../kernel/read/fitted.ts";
import { type Fragment, sql } from "../../../kernel/storage/sql.ts";
import type { Row } from "../../../kernel/storage/storage.ts";
import { groupsColumn, groupsIn } from "../../collections/index.ts";
import { stockState } from "../../inventory/index.ts";
import { listedBytes, listedColumn, readListed } from "../../pricing/index.ts";
import { productState } from "../../products/index.ts";
import { ratingColumn, readRating } from "../../ratings/index.ts";
import type { PriceScope } from "./prices/buyer-prices.ts";

/** What to read of products `p` besides their states. */
export interface RowParts {
  /** The stock of its variants, as JSON. */
  readonly stocks: Fragment;
  /** The size of the stock, if it isn't small next to the state. */
  readonly stockBytes: Fragment;
  /** Its collections and categories, as JSON. */
  readonly groups: Fragment;
  /** The prices of its variants in price lists, as JSON. */
  readonly listed: Fragment;
  /** What its reviews come to. */
  readonly rating: Fragment;
}

/** For staff: the stock at every location, and groups in the first of `locales`. */
export function staffParts(locales: readonly string[]): RowParts {
  return {
    stocks: ofStock(sql`json_group_array(json_array(s.state_version, json(s.stock)))`),
    stockBytes: sql`COALESCE(${ofStock(sql`sum(octet_length(s.stock))`)}, 0)`,
    groups: groupsColumn(sql`p`, locales),
    listed: noPrices,
    rating: sql`NULL`,
  };
}

const noPrices = sql`'[]'`;

/** For shoppers: the available quantity of each variant, groups in the first of `locales`, and the buyer's prices in lists. */
export function shopperParts(locales: readonly string[], scope: PriceScope, showsRatings: boolean): RowParts {
  const hasLists = scope.buyer !== null;
  return {
    stocks: ofStock(sql`json_group_array(json_array(s.variant_id, s.stocked - s.reserved))`),
    stockBytes: hasLists ? listedBytes(scope, sql`p.variant_ids`) : sql`0`,
    groups: groupsColumn(sql`p`, locales),
    listed: hasLists ? listedColumn(scope, sql`p.variant_ids`) : noPrices,
    rating: showsRatings ? ratingColumn(scope.tenantId, sql`p.id`) : sql`NULL`,
  };
}

/** CROSS JOIN fixes the order of joins: without statistics SQLite would read a tenant's whole stock. */
function ofStock(aggregate: Fragment): Fragment {
  return sql`(SELECT ${aggregate} FROM json_each(p.variant_ids) AS v
    CROSS JOIN variant_stock AS s ON s.tenant_id = p.tenant_id AND s.variant_id = v.value)`;
}

/** The columns to render a product with its row `p`, in one round trip. */
export function rowColumns({ stocks, groups, listed, rating }: RowParts): Fragment {
  return sql`p.id, p.version, p.state_version, p.state, ${stocks} AS stocks, ${groups} AS groups, ${listed} AS listed,
    ${rating} AS rating`;
}

/**
 * Definitions of CTEs that find out which products of `page (id, sort_key)` fit into a page: `sized (id, sort_key, place,
 * fits, product, groups)`, where `product` is the row of `products`. `order` is the order of `page`.
 */
export function sizedRows(tenantId: string, order: Fragment, { stockBytes, groups }: RowParts): Fragment {
  return sql`with_groups AS MATERIALIZED (
      SELECT page.id, page.sort_key, p.rowid AS product, octet_length(p.state) + ${stockBytes} AS own_bytes, ${groups} AS groups
      FROM page CROSS JOIN products AS p ON p.tenant_id = ${tenantId} AND p.id = page.id
    ), sized AS MATERIALIZED (${fitted(sql`SELECT *, own_bytes + octet_length(groups) AS bytes FROM with_groups`, order)})`;
}

/** The columns to render a product with, from its row of `sizedRows` and, if it fits, its row `p`. */
export function fittingColumns({ stocks, listed, rating }: RowParts): Fragment {
  return sql`sized.id, sized.sort_key, sized.fits, p.version, p.state_version, p.state, ${stocks} AS stocks, sized.groups,
    ${listed} AS listed, ${rating} AS rating`;
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
  return {
    ...readRow(row),
    availableByVariant,
    listedByVariant: readListed(String(row.listed)),
    rating: readRating(row.rating),
  };
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
