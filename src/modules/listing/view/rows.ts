import { z } from "zod";
import { sql } from "../../../kernel/storage/sql.ts";
import type { Row } from "../../../kernel/storage/storage.ts";
import { groupsColumn, type ProductGroup } from "../../collections/index.ts";
import { stockState } from "../../inventory/index.ts";
import { productState } from "../../products/index.ts";

/**
 * The columns to render a product, read with its row `p` in one round trip. CROSS JOIN fixes the order of joins: without
 * statistics SQLite would read a tenant's whole stock.
 */
export const rowColumns = sql`p.id, p.version, p.state_version, p.state,
  (SELECT json_group_array(json_array(s.state_version, json(s.stock))) FROM json_each(p.state, '$.variants') AS v
    CROSS JOIN variant_stock AS s ON s.tenant_id = p.tenant_id AND s.variant_id = json_extract(v.value, '$.id')) AS stocks,
  ${groupsColumn(sql`p`)} AS groups`;

const stocksSchema = z.array(z.tuple([z.int(), z.unknown()]));
const groupsSchema: z.ZodType<readonly ProductGroup[]> = z.array(
  z.object({
    kind: z.enum(["collection", "category"]),
    translations: z.array(z.object({ locale: z.string(), handle: z.string(), title: z.string() })),
  }),
);

/** Reads a row of `rowColumns`. Without the `descriptions` column, all descriptions are null. */
export function readRow(row: Row) {
  const state = productState.read(Number(row.state_version), JSON.parse(String(row.state)));
  const descriptions: Record<string, string | null> = JSON.parse(String(row.descriptions ?? "{}"));
  const stocks = stocksSchema
    .parse(JSON.parse(String(row.stocks)))
    .map(([version, state]) => stockState.read(version, state));
  return {
    state: {
      ...state,
      translations: state.translations.map((one) => ({
        ...one,
        description: descriptions[one.locale] ?? null,
      })),
    },
    version: Number(row.version),
    stockByVariant: new Map(stocks.map((one) => [one.variantId, one])),
    availableByVariant: new Map(
      stocks.map(({ variantId, stocked, reserved }) => [variantId, stocked - reserved]),
    ),
    groups: groupsSchema.parse(JSON.parse(String(row.groups))),
  };
}
