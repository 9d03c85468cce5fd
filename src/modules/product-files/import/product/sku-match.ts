import { type PointedError, refusal } from "../../../../kernel/api/problem.ts";
import { maxErrors } from "../../../../kernel/api/validation.ts";
import { ok, type Result, refused } from "../../../../kernel/values/result.ts";
import type { FileVariant } from "../../shopify/schema.ts";
import type { Existing, Pair } from "./pair.ts";

/**
 * Matches rows without option values. Their SKU says which variant is meant, so it never renames one: another SKU is
 * refused. A product's only variant needs none, and gets one if it has none yet.
 */
export function pairBySku(rows: readonly FileVariant[], all: readonly Existing[]): Result<readonly Pair[]> {
  const existingBySku = new Map(all.map((existing) => [existing.previous.sku, existing] as const));
  const errors: PointedError[] = [];
  const pairs: Pair[] = [];
  for (const [index, row] of rows.entries()) {
    const [only] = all.length === 1 ? all : [];
    const isOpen = only !== undefined && (!row.sku || !only.previous.sku);
    const existing = (row.sku ? existingBySku.get(row.sku) : undefined) ?? (isOpen ? only : undefined);
    if (existing === undefined)
      errors.push({ pointer: `/variants/${index}/sku`, code, detail: detailOf(row, all) });
    // An empty cell says nothing about a SKU that is only there to match.
    else pairs.push({ file: row.sku ? row : { ...row, sku: undefined }, existing });
  }
  return errors.length === 0
    ? ok(pairs)
    : refused(refusal(code, "Rows match no variant.", errors.slice(0, maxErrors)));
}

const code = "unknown-variant";

function detailOf({ sku }: FileVariant, all: readonly Existing[]): string {
  if (!sku) return "The product has several variants: give the SKU or the option values.";
  const known = all.flatMap(({ previous }) => previous.sku ?? []);
  if (known.length === 0) return "No variant of the product has a SKU: give the option values.";
  const shown =
    known.length > mostShown ? `${known.slice(0, mostShown).join(", ")} and others` : known.join(", ");
  return `The product has the ${known.length === 1 ? "SKU" : "SKUs"} ${shown}, not ${sku}. A row that changes a SKU needs the option columns too.`;
}

const mostShown = 5;
