import type { FileError } from "../shopify/schema.ts";
import type { ReadQuantity } from "./read-row.ts";
import type { StockOutcome } from "./schema.ts";

/** The line and column of a row that failed. */
export function placeOf(
  { counted, line, column }: ReadQuantity,
  { code, detail }: Extract<StockOutcome, { readonly outcome: "failed" }>,
): FileError {
  const field = code === "unknown-reference" ? column : counted.sku === null ? "Handle" : "SKU";
  return { line, field, code, detail };
}

/** Tells that a row counts a variant and location again. */
export function repeated({ line, column }: ReadQuantity): FileError {
  const detail = "An earlier row has the same variant and location, and was used.";
  return { line, field: column, code: "duplicate", detail };
}
