import type { Option } from "../../products/index.ts";
import type { Cells } from "./cells.ts";
import { codeColumns, readCodes } from "./codes.ts";
import { readVariantImage } from "./read-images.ts";
import type { FileVariant } from "./schema.ts";
import { exportedStockColumn } from "./write-product.ts";

/** An option, and the column of its values. */
export interface OptionColumn {
  readonly name: string;
  readonly column: string;
}

/**
 * The rows that are variants. A row without any of a variant's main cells is an image, or metafields. If no row has one, the
 * product has one variant without options.
 */
export function variantRows(all: readonly Cells[]): readonly Cells[] {
  const rows = all.filter((cells) => cells.hasAny(variantColumns));
  const [first] = all;
  if (rows.length > 0 || first === undefined) return rows;
  const isVariant = variantColumns.some((column) => first.hasColumn(column)) || first.hasAny(otherColumns);
  return isVariant ? [first] : [];
}

/** Reads a product's options. Their names are in its first row only. */
export function openOptions(first: Cells, variants: readonly Cells[]) {
  const columns = optionColumns(first, variants);
  return {
    columns,
    /** Undefined if the rows have no option values. A product without options has `Default Title`. */
    read: (): Option[] | undefined =>
      first.hasColumn("Option1 Name") && variants.some((cells) => cells.hasAny(valueColumns))
        ? columns.map(({ name, column }) => ({
            name,
            values: [...new Set(variants.flatMap((cells) => cells.text(column) || []))],
          }))
        : undefined,
  };
}

const variantColumns = ["Option1 Value", "Option2 Value", "Option3 Value", "Variant SKU", "Variant Price"];
const otherColumns = [
  ...Object.values(codeColumns),
  ...["Variant Grams", "Variant Compare At Price", "Variant Requires Shipping"],
  ...["Variant Inventory Qty", "Variant Inventory Policy", "Variant Inventory Tracker", "Variant Image"],
];
/** Shopify has three options. Our export can have as many as a product can. */
const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
const valueColumns = numbers.map((number) => `Option${number} Value`);

/** `Title` with `Default Title` means "no options", and so does a name without any value. */
function optionColumns(first: Cells, variants: readonly Cells[]): readonly OptionColumn[] {
  const named = numbers.flatMap((number) => {
    const name = first.text(`Option${number} Name`);
    const column = `Option${number} Value`;
    return name && variants.some((cells) => cells.text(column)) ? [{ name, column }] : [];
  });
  const isPlain =
    named.length === 1 &&
    named[0]?.name === "Title" &&
    variants[0]?.text("Option1 Value") === "Default Title";
  return isPlain ? [] : named;
}

export function readVariant(cells: Cells, columns: readonly OptionColumn[]): FileVariant {
  const options = Object.fromEntries(
    columns.flatMap(({ name, column }) => {
      const value = cells.text(column);
      return value ? [[name, value]] : [];
    }),
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
    image: readVariantImage(cells),
    weight: cells.grams("Variant Grams"),
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
