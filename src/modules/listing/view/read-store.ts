import { refusal } from "../../../kernel/api/problem.ts";
import type { ViewQuery } from "../../../kernel/read/query.ts";
import { sql, statement } from "../../../kernel/storage/sql.ts";
import { pickLocale } from "../../../kernel/values/locale.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import type { StoreProduct } from "../../products/index.ts";
import { toStoreProduct } from "../../products/index.ts";
import { readRow, rowColumns } from "./rows.ts";

export interface HandleInput {
  readonly handle: string;
  readonly locales: readonly string[];
  readonly currency: string;
}

export type FoundProduct =
  | { readonly found: "product"; readonly product: StoreProduct }
  /** The handle is a former one. */
  | { readonly found: "moved"; readonly handle: string };

/** The product on sale behind a handle, in any of its languages; the reader's own first. One round trip. */
export const readStoreProduct: ViewQuery<HandleInput, FoundProduct> = async (model, tenantId, input) => {
  const rows = await model.all(
    statement(sql`SELECT h.locale, h.current, p.descriptions, ${rowColumns} FROM product_handles AS h
      JOIN products AS p ON p.tenant_id = h.tenant_id AND p.id = h.product_id
      WHERE h.tenant_id = ${tenantId} AND h.handle = ${input.handle} AND p.status = 'active'
      ORDER BY h.locale`),
  );
  const match = pickLocale(
    rows.map((row) => ({ row, locale: String(row.locale) })),
    input.locales,
  );
  if (match === undefined) return refused(refusal("not-found", "There is no such product."));
  const { state, availableByVariant, groups } = readRow(match.row);
  if (match.row.current === 0) {
    const current = pickLocale(state.translations, [match.locale]);
    return current === undefined
      ? refused(refusal("not-found", "There is no such product."))
      : ok({ found: "moved", handle: current.handle });
  }
  return ok({ found: "product", product: toStoreProduct(state, { ...input, availableByVariant, groups }) });
};
