import type { Option } from "../../products/index.ts";
import { Cells } from "./cells.ts";
import { readCodes } from "./codes.ts";
import { handleIn } from "./handle.ts";
import type { CsvRow, FileError, FileProduct, FileVariant } from "./schema.ts";
import { exportedStockColumn } from "./write-product.ts";

/** A product read from its rows, and the errors in them. */
export interface ReadProduct {
  readonly product: FileProduct;
  /** The line of each variant. */
  readonly variantLines: readonly number[];
  readonly firstLine: number;
  readonly errors: readonly FileError[];
}

/**
 * Reads one product of Shopify's product CSV. Its rows share a handle, and the first has the product's own
 * fields.
 */
export function readShopifyProduct(rows: readonly CsvRow[], exponent: number): ReadProduct {
  const errors: FileError[] = [];
  const reported = new Set<string>();
  const report = (error: FileError) => {
    // A cell can be read more than once.
    const place = `${error.line} ${error.field}`;
    if (!reported.has(place)) errors.push(error);
    reported.add(place);
  };
  for (const { line, fault } of rows) if (fault !== null) errors.push({ line, ...fault });
  const all = rows.map((row) => new Cells(row, exponent, report));
  const [first] = all;
  if (first === undefined) throw new Error("a product has at least one row");
  if (first.text("Handle") === null) first.unreadable("Handle", "is empty");
  const names = optionNames(first);
  const variants = all
    .filter((cells, index) =>
      index === 0 ? variantColumns.some((column) => cells.hasColumn(column)) : cells.hasAny(variantColumns),
    )
    .map((cells) => ({ cells, variant: readVariant(cells, names) }));
  const description = first.text("Body (HTML)");
  return {
    firstLine: first.line,
    variantLines: variants.map(({ cells }) => cells.line),
    errors,
    product: {
      handle: handleIn(first.text("Handle") ?? ""),
      title: first.text("Title") ?? undefined,
      description,
      seo: readSeo(first),
      vendor: first.text("Vendor"),
      type: first.text("Type"),
      tags: first.list("Tags"),
      status: readStatus(first),
      options: first.hasColumn("Option1 Name")
        ? readOptions(
            names,
            variants.map(({ variant }) => variant),
          )
        : undefined,
      images: readImages(all),
      variants: variants.map(({ variant }) => variant),
    },
  };
}

/** A further row without any of these is an image only. */
const variantColumns = ["Option1 Value", "Option2 Value", "Option3 Value", "Variant SKU", "Variant Price"];
/** Shopify has three options. Our export can have as many as a product can. */
const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** Option names are in the first row only. `Title` with `Default Title` means "no options". */
function optionNames(first: Cells): readonly { readonly name: string; readonly column: string }[] {
  const named = numbers.flatMap((number) => {
    const name = first.text(`Option${number} Name`);
    return name ? [{ name, column: `Option${number} Value` }] : [];
  });
  const none =
    named.length === 1 && named[0]?.name === "Title" && first.text("Option1 Value") === "Default Title";
  return none ? [] : named;
}

function readVariant(cells: Cells, names: ReturnType<typeof optionNames>): FileVariant {
  const options = Object.fromEntries(
    names.flatMap(({ name, column }) => (cells.text(column) ? [[name, cells.text(column) ?? ""]] : [])),
  );
  const amount = cells.amount("Variant Price");
  const compareAt = cells.amount("Variant Compare At Price");
  return {
    options,
    ...readCodes(cells),
    amount: amount ?? undefined,
    // Exports can have compare-at prices that are not above the price.
    compareAtAmount:
      typeof compareAt === "number" && typeof amount === "number" && compareAt > amount
        ? compareAt
        : compareAt === undefined
          ? undefined
          : null,
    inventoryPolicy: readPolicy(cells),
    stocked: cells.quantity("Variant Inventory Qty"),
    exportedStocked: cells.quantity(exportedStockColumn),
    requiresShipping: cells.flag("Variant Requires Shipping"),
    weight: cells.quantity("Variant Grams"),
  };
}

/** Without a tracker, stock is untracked. With one, the policy applies. */
function readPolicy(cells: Cells): FileVariant["inventoryPolicy"] {
  const tracker = cells.text("Variant Inventory Tracker");
  if (tracker === null) return "untracked";
  const policy = cells.text("Variant Inventory Policy")?.toLowerCase();
  // Newer files have a boolean: continue selling when out of stock.
  if (policy === "continue" || policy === "true") return "continue";
  if (policy === "deny") return "deny";
  return tracker === undefined ? undefined : "deny";
}

/** `Status` wins over `Published`. */
function readStatus(first: Cells): FileProduct["status"] {
  const status = first.text("Status")?.toLowerCase();
  if (status === "active" || status === "draft" || status === "archived") return status;
  if (typeof status === "string") first.unreadable("Status", "is neither active, draft nor archived");
  const published = first.flag("Published");
  return published === undefined ? undefined : published ? "active" : "draft";
}

function readSeo(first: Cells): FileProduct["seo"] {
  const title = first.text("SEO Title");
  const description = first.text("SEO Description");
  if (title === undefined && description === undefined) return undefined;
  return { ...(title ? { title } : {}), ...(description ? { description } : {}) };
}

function readOptions(names: ReturnType<typeof optionNames>, variants: readonly FileVariant[]): Option[] {
  return names.map(({ name }) => ({
    name,
    values: [
      ...new Set(
        variants.flatMap(({ options }) => (Object.hasOwn(options, name) ? (options[name] ?? []) : [])),
      ),
    ],
  }));
}

function readImages(rows: readonly Cells[]): FileProduct["images"] {
  if (rows.every((cells) => cells.text("Image Src") === undefined)) return undefined;
  const images = rows.flatMap((cells, index) => {
    const url = cells.text("Image Src");
    return url
      ? [
          {
            url,
            alt: cells.text("Image Alt Text") ?? null,
            position: cells.quantity("Image Position") ?? index,
          },
        ]
      : [];
  });
  return images.toSorted((a, b) => a.position - b.position).map(({ url, alt }) => ({ url, alt }));
}
