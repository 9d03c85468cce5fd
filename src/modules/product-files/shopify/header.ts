import { type ColumnNames, UnreadableCsv } from "../csv/read-csv.ts";
import { columnsOf } from "./write-product.ts";

/** A file's header row. Maps its column names to the ones used here. */
export interface Header {
  /** Returns the columns under the names used here, null for those that aren't used. Throws without a Handle column. */
  read(names: readonly string[]): ColumnNames;
  /** Returns a column's name in the file. */
  nameOf(column: string): string;
}

export function openHeader(): Header {
  const nameByColumn = new Map<string, string>();
  return {
    read(names) {
      const plain = names.map((name) => name.trim());
      const older = plain.map((name) => columnByPlainName.get(name.toLowerCase()) ?? null);
      const taken = new Set(older);
      const columns = older.map((column, index) => {
        const newer = columnByNewerName.get(plain[index]?.toLowerCase() ?? "");
        // If the file also has the column's older name, the newer name means something else.
        return column ?? (newer === undefined || taken.has(newer) ? null : newer);
      });
      if (!columns.includes("Handle")) throw new UnreadableCsv("The header row has no Handle column.");
      for (const [index, column] of columns.entries())
        if (column !== null) nameByColumn.set(column, plain[index] ?? column);
      return columns;
    },
    nameOf: (column) => nameByColumn.get(column) ?? column,
  };
}

const mostOptions = 10;
const columnByPlainName = new Map(columnsOf(mostOptions).map((column) => [column.toLowerCase(), column]));

/** Column names of Shopify's newer files. The others differ only in case. */
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
