import { UnreadableCsv } from "./read-csv.ts";
import { columnsOf } from "./write-product.ts";

/** A file's header row: what its columns are called here, and there. */
export interface Header {
  /** The columns as they are called here. A file without handles is none of products. */
  read(names: readonly string[]): readonly string[];
  /** What the file itself calls a column. */
  nameOf(column: string): string;
}

export function openHeader(): Header {
  const nameByColumn = new Map<string, string>();
  return {
    read(names) {
      const plain = names.map((name) => name.trim());
      const older = plain.map((name) => columnByPlainName.get(name.toLowerCase()) ?? name);
      const columns = older.map((name) => {
        const column = columnByNewerName.get(name.toLowerCase());
        // A file that has a column by its older name means something else by the newer one.
        return column === undefined || older.includes(column) ? name : column;
      });
      if (!columns.includes("Handle")) throw new UnreadableCsv("The header row has no column Handle.");
      for (const [index, column] of columns.entries()) nameByColumn.set(column, plain[index] ?? column);
      return columns;
    },
    nameOf: (column) => nameByColumn.get(column) ?? column,
  };
}

const mostOptions = 10;
const columnByPlainName = new Map(columnsOf(mostOptions).map((column) => [column.toLowerCase(), column]));

/** What Shopify's newer files call the columns; the rest differ in upper and lower case only. */
const columnByNewerName = new Map([
  ["url handle", "Handle"],
  ["description", "Body (HTML)"],
  ["published on online store", "Published"],
  ["sku", "Variant SKU"],
  ["barcode", "Variant Barcode"],
  ["price", "Variant Price"],
  ["compare-at price", "Variant Compare At Price"],
  ["inventory tracker", "Variant Inventory Tracker"],
  ["inventory quantity", "Variant Inventory Qty"],
  ["continue selling when out of stock", "Variant Inventory Policy"],
  ["weight value (grams)", "Variant Grams"],
  ["requires shipping", "Variant Requires Shipping"],
  ["product image url", "Image Src"],
]);
