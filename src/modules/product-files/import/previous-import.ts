import { exponentOf } from "../../../kernel/values/money.ts";
import { equal } from "../../../kernel/values/patch.ts";
import type { ProductState } from "../../products/index.ts";
import { readShopifyProduct } from "../shopify/read-product.ts";
import type { FileProduct, FileVariant } from "../shopify/schema.ts";
import { columnsOf, type FileView, productRows } from "../shopify/write-product.ts";

/**
 * What a file would say of a product as it is now. A file has no room for much of what a product can be (tags with
 * commas, blanks around a text, prices in other currencies), so what it says is compared with this, and not with the
 * product: what it merely repeats is no change, and an export that comes back changes nothing.
 */
export function previousImportOf(state: ProductState, view: FileView): FileProduct {
  const rows = productRows(state, view).map((cells, line) => ({
    line,
    cells: { ...everyCell, ...cells },
    fault: null,
  }));
  return readShopifyProduct(rows, exponentOf(view.defaultCurrency)).product;
}

/** What of a product's own fields the file says anew. */
export function newIn(file: FileProduct, previous: FileProduct) {
  const { title, description, seo, vendor, type, tags, images, options, status } = file;
  return differing({ title, description, seo, vendor, type, tags, images, options, status }, previous);
}

/** What of a variant the file says anew. */
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
    // Some of the very entries of it.
  ) as Partial<Fields>;
}

/** An export has all columns. */
const everyCell = Object.fromEntries(columnsOf(0).map((column) => [column, ""]));
