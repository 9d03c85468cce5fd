import { guarded } from "../../../kernel/csv/formulas.ts";
import type { Variant, VariantCode } from "../../products/index.ts";
import type { Cells } from "./cells.ts";

/** The column of each of a variant's codes. */
export const codeColumns: Readonly<Record<VariantCode, string>> = {
  sku: "Variant SKU",
  barcode: "Variant Barcode",
  /** Not one of Shopify's columns. */
  gtin: "Variant GTIN",
};

const codes: readonly (readonly [string, string])[] = Object.entries(codeColumns);

/** Reads a row's codes. Undefined means the file has no such column. */
export function readCodes(cells: Cells): { readonly [Code in VariantCode]: string | null | undefined } {
  const read = codes.map(([code, column]) => [code, readCode(cells, column)]);
  // One entry for each column of `codeColumns`.
  return Object.fromEntries(read);
}

/** Writes a variant's codes as cells by column. */
export function codeCells(variant: Variant): Readonly<Record<string, string>> {
  const value: Readonly<Record<string, unknown>> = variant;
  return Object.fromEntries(codes.map(([code, column]) => [column, guarded(String(value[code] ?? ""))]));
}

/**
 * Strips the apostrophe that Shopify adds so that spreadsheets don't parse a code as a number and drop its
 * zeros.
 */
export function readCode(cells: Cells, column: string): string | null | undefined {
  const text = cells.text(column);
  return typeof text === "string" ? text.replace(/^'/, "").trim() || null : text;
}
