import type { ColumnNames } from "../csv/read-csv.ts";
import { UnreadableCsv } from "../csv/unreadable.ts";
import { columnsOf } from "./write-product.ts";

/** A file's header row. Maps its column names to the ones used here. */
export interface Header {
  /** Returns the columns under the names used here, null for those that aren't used. Throws without a Handle column. */
  read(names: readonly string[]): ColumnNames;
  /** Returns a column's name in the file. */
  nameOf(column: string): string;
  /** The columns' names in the file, by the names used here. */
  renamed(): Readonly<Record<string, string>>;
  /** The names of the columns that aren't used, each once, in the order of the file. */
  ignored(): readonly string[];
}

export function openHeader(): Header {
  const nameByColumn = new Map<string, string>();
  let ignored: readonly string[] = [];
  return {
    read(names) {
      const plain = names.map((name) => name.trim());
      const older = plain.map((name) => columnByPlainName.get(name.toLowerCase()) ?? null);
      const taken = new Set(older);
      const wanted = older.map((column, index) => {
        const other = columnByOtherName.get(plain[index]?.toLowerCase() ?? "");
        // If the file also has the column's usual name, the other name means something else.
        return column ?? (other === undefined || taken.has(other) ? null : other);
      });
      // A second column of a name can't be told from the first.
      const columns = wanted.map((column, index) => (wanted.indexOf(column) === index ? column : null));
      if (!columns.includes("Handle")) throw new UnreadableCsv("The header row has no Handle column.");
      for (const [index, column] of columns.entries())
        if (column !== null) nameByColumn.set(column, plain[index] ?? column);
      const unused = plain.filter((name, index) => name !== "" && !isUsed(columns[index] ?? null));
      ignored = [...new Set(unused.map((name) => name.slice(0, longestName)))];
      return columns;
    },
    nameOf: (column) => nameByColumn.get(column) ?? column,
    renamed: () => Object.fromEntries(nameByColumn),
    ignored: () => ignored,
  };
}

const longestName = 255;

/** Columns that an export writes because other programs need them. */
const unread: ReadonlySet<string> = new Set([
  "Variant Fulfillment Service",
  "Variant Taxable",
  "Variant Weight Unit",
  "Gift Card",
]);

function isUsed(column: string | null): boolean {
  return column !== null && !unread.has(column);
}

const mostOptions = 10;
const columnByPlainName = new Map(columnsOf(mostOptions).map((column) => [column.toLowerCase(), column]));

/** Column names of older and newer files of Shopify's. The others differ only in case. */
const columnByOtherName = new Map([
  ["body", "Body (HTML)"],
  ["body html", "Body (HTML)"],
  ["custom product type", "Type"],
  ["product type", "Type"],
  ["image alt", "Image Alt Text"],
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
  ["variant image url", "Variant Image"],
]);
