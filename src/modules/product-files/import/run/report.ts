import { type PointedError, type Refusal, refusal } from "../../../../kernel/api/problem.ts";
import { parseSent } from "../../../../kernel/api/validation.ts";
import { ok, type Result, refused } from "../../../../kernel/values/result.ts";
import { fileLimits } from "../../limits.ts";
import { codeColumns } from "../../shopify/codes.ts";
import type { ReadProduct } from "../../shopify/read-product.ts";
import { type FileError, type FileProduct, fileProduct } from "../../shopify/schema.ts";
import type { ImportOutcome, ImportReport } from "../schema.ts";

/** Counts outcomes and collects errors, with the column names of the file. */
export function openReport(nameOf: (column: string) => string) {
  const counts = { created: 0, updated: 0, unchanged: 0, failed: 0 };
  const errors: FileError[] = [];
  return {
    count(outcome: ImportOutcome): void {
      counts[outcome] += 1;
    },
    fail(places: readonly FileError[]): void {
      counts.failed += 1;
      const room = fileLimits.importErrors.value - errors.length;
      // That rows weren't read is told in any case.
      const listed = places.filter(({ code }, index) => index < room || code === "rows-not-read");
      errors.push(...listed.map((place) => ({ ...place, field: nameOf(place.field) })));
    },
    finish: (): ImportReport => ({ ...counts, errors }),
  };
}

/** Validates a product before it is sent to the tenant's object. Its description becomes clean HTML. */
export function parseProduct(read: ReadProduct): Result<FileProduct> {
  const parsed = parseSent(fileProduct, read.product, "");
  if (parsed.ok) return ok(parsed.value);
  return refused(refusal("validation-failed", "The product is invalid.", parsed.errors));
}

/** Maps the pointers of a refusal to lines and columns of the file. */
export function placesOf(found: Refusal, read: ReadProduct): readonly FileError[] {
  const none: PointedError = { pointer: "", code: found.code, detail: found.detail };
  return (found.errors ?? [none]).map(({ pointer, code, detail }) => ({
    ...placeOf(pointer, read),
    code,
    detail,
  }));
}

function placeOf(pointer: string, read: ReadProduct): { readonly line: number; readonly field: string } {
  const [, part = "", index = "", field = ""] = pointer.split("/");
  if (part !== "variants" || index === "")
    return { line: read.firstLine, field: productColumns[part] ?? "Handle" };
  const line = read.variantLines[Number(index)] ?? read.firstLine;
  return { line, field: variantColumns[field] ?? "Option1 Value" };
}

const productColumns: Readonly<Record<string, string>> = {
  title: "Title",
  translations: "Handle",
  description: "Body (HTML)",
  vendor: "Vendor",
  type: "Type",
  tags: "Tags",
  images: "Image Src",
  options: "Option1 Name",
  seo: "SEO Title",
  variants: "Option1 Value",
};

const variantColumns: Readonly<Record<string, string>> = {
  ...codeColumns,
  prices: "Variant Price",
  amount: "Variant Price",
  compareAtAmount: "Variant Compare At Price",
  stocked: "Variant Inventory Qty",
  weight: "Variant Grams",
};
