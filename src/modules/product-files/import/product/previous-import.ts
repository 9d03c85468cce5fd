import { exponentOf } from "../../../../kernel/values/money.ts";
import { equal } from "../../../../kernel/values/patch.ts";
import type { ProductState } from "../../../products/index.ts";
import { readShopifyProduct } from "../../shopify/read-product.ts";
import type { FileProduct, FileVariant } from "../../shopify/schema.ts";
import { columnsOf, type FileView, productRows } from "../../shopify/write-product.ts";

/**
 * The product as a file would have it now. A file can't express everything (tags with commas, leading and trailing
 * blanks, prices in other currencies), so an import is compared with this instead of the product. Importing an export
 * therefore changes nothing.
 */
export function previousImportOf(state: ProductState, view: FileView): FileProduct {
  const rows = productRows(state, view).map((cells, line) => ({
    line,
    cells: { ...everyCell, ...cells },
    faults: [],
  }));
  return readShopifyProduct(rows, exponentOf(view.defaultCurrency)).product;
}

/** The product's own fields that differ in the file. */
export function newIn(file: FileProduct, previous: FileProduct) {
  const { title, description, seo, vendor, type, tags, images, options, status } = file;
  return differing({ title, description, seo, vendor, type, tags, images, options, status }, previous);
}

/** The variant's fields that differ in the file. */
export function newInVariant(
  { options: _, ...file }: FileVariant,
  previous: FileVariant,
): Partial<FileVariant> {
  return differing(file, previous);
}

function differing<Fields extends object>(file: Fields, previous: object): Partial<Fields> {
  const known: Readonly<Record<string, unknown>> = { ...previous };
  return Object.fromEntries(
    Object.entries(file).filter(([field, value]) => value !== undefined && !equal(value, known[field])),
    // A subset of the file's entries.
  ) as Partial<Fields>;
}

/** An export has every column. */
const everyCell = Object.fromEntries(columnsOf(0).map((column) => [column, ""]));
