import { Cells } from "./cells.ts";
import { isEssential } from "./essential.ts";
import { handleIn } from "./handle.ts";
import { type PlacedImage, readImages } from "./read-images.ts";
import { openOptions, readVariant, variantRows } from "./read-variants.ts";
import type { CsvRow, FileError, FileProduct } from "./schema.ts";

/** A product read from its rows, where its parts are in the file, and what is wrong with the rows. */
export interface ReadProduct {
  readonly product: FileProduct;
  readonly firstLine: number;
  /** The line of each variant. */
  readonly variantLines: readonly number[];
  /** The line of each image. */
  readonly imageLines: readonly number[];
  /** The column of each option's values. */
  readonly optionColumns: Readonly<Record<string, string>>;
  /** These keep the product out. */
  readonly errors: readonly FileError[];
  readonly warnings: readonly FileError[];
}

/**
 * Reads one product of Shopify's product CSV. Its rows share a handle, and the first has the product's own
 * fields.
 */
export function readShopifyProduct(rows: readonly CsvRow[], exponent: number): ReadProduct {
  const findings = openFindings();
  for (const { line, faults } of rows) for (const fault of faults) findings.report({ line, ...fault });
  const all = rows.map((row) => new Cells(row, exponent, findings.report));
  const [first] = all;
  if (first === undefined) throw new Error("a product has at least one row");
  if (first.text("Handle") === null) first.unreadable("Handle", "is empty");
  const variants = variantRows(all);
  const options = openOptions(first, variants);
  const images = readImages(all);
  return {
    firstLine: first.line,
    variantLines: variants.map(({ line }) => line),
    imageLines: (images ?? []).map(({ line }) => line),
    optionColumns: Object.fromEntries(options.columns.map(({ name, column }) => [name, column])),
    product: {
      handle: handleIn(first.text("Handle") ?? ""),
      title: first.text("Title") ?? undefined,
      description: first.text("Body (HTML)"),
      seo: readSeo(first),
      vendor: first.text("Vendor"),
      type: first.text("Type"),
      tags: first.list("Tags"),
      status: readStatus(first),
      options: options.read(),
      images: images?.map(({ url, alt }: PlacedImage) => ({ url, alt })),
      variants: variants.map((cells) => readVariant(cells, options.columns)),
    },
    ...findings.found(),
  };
}

/** Collects what is wrong, as errors and warnings. */
function openFindings() {
  const errors: FileError[] = [];
  const warnings: FileError[] = [];
  const reported = new Set<string>();
  return {
    report(error: FileError): void {
      // A cell can be read more than once.
      const place = `${error.line} ${error.field}`;
      if (!reported.has(place)) (isEssential(error.field) ? errors : warnings).push(error);
      reported.add(place);
    },
    // All cells are read when the product is, so these are complete when they are used.
    found: () => ({ errors, warnings }),
  };
}

/**
 * `Status` and `Published` say different things, and the stricter one counts: a product is on sale only if neither says
 * otherwise. An unreadable one doesn't put a product on sale.
 */
function readStatus(first: Cells): FileProduct["status"] {
  const status = first.text("Status")?.toLowerCase();
  const published = first.flag("Published");
  if (status === "archived") return status;
  if (status === "draft" || published === false) return "draft";
  if (typeof status === "string" && status !== "active") {
    first.unreadable("Status", "is neither active, draft nor archived");
    // Shopify's `unlisted` hides a product from lists.
    return status === "unlisted" ? "draft" : undefined;
  }
  if (typeof first.text("Published") === "string" && published === undefined) return undefined;
  return status === "active" || published === true ? "active" : undefined;
}

function readSeo(first: Cells): FileProduct["seo"] {
  const title = first.text("SEO Title");
  const description = first.text("SEO Description");
  if (title === undefined && description === undefined) return undefined;
  return { ...(title ? { title } : {}), ...(description ? { description } : {}) };
}
