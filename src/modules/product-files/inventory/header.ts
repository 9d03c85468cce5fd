import type { ColumnNames } from "../csv/read-csv.ts";
import { UnreadableCsv } from "../csv/unreadable.ts";

/** The header row of an inventory file. */
export interface InventoryHeader {
  /** Returns the columns under the names used here, null for those that aren't read. Throws if it has no quantities. */
  read(names: readonly string[]): ColumnNames;
  /** Returns a column's name in the file. */
  nameOf(column: string): string;
  /** The names of the columns that aren't used, each once, in the order of the file. */
  ignored(): readonly string[];
  /** The columns that may be locations, in the older form. Empty if each row names its location. */
  locationColumns(): readonly string[];
  /** Notes that a column is a location's. The others are ignored. */
  useLocation(column: string): void;
}

/** The columns of quantities, the most significant first. */
export const onHandColumns = ["On hand (new)", "On hand", "On hand (current)"] as const;

/**
 * Opens a header row. Shopify's files name the location in each row, and older ones have a column for each location. There,
 * any column that isn't one of Shopify's may be a location.
 */
export function openInventoryHeader(): InventoryHeader {
  const nameByColumn = new Map<string, string>();
  const used = new Set<string>();
  let locations: readonly string[] = [];
  let unused: readonly string[] = [];
  return {
    read(names) {
      const plain = names.map((name) => name.trim());
      const known = plain.map((name) => columnByPlainName.get(name.toLowerCase()) ?? null);
      const isByRow = known.some((column) => onHandColumns.some((one) => one === column));
      const wanted = plain.map((name, index) => {
        const column = known[index] ?? null;
        if (column !== null) return readColumns.has(column) ? column : null;
        return isByRow || name === "" ? null : locationColumn(name);
      });
      // A second column of a name can't be told from the first.
      const columns = wanted.map((column, index) => (wanted.indexOf(column) === index ? column : null));
      locations = columns.filter((column) => column?.startsWith(prefix) === true).map(String);
      checkColumns(columns, isByRow || locations.length > 0);
      for (const [index, column] of columns.entries())
        if (column !== null) nameByColumn.set(column, plain[index] ?? column);
      unused = plain.filter((name, index) => name !== "" && columns[index] === null);
      return columns;
    },
    nameOf: (column) => nameByColumn.get(column) ?? column,
    ignored() {
      const others = locations.filter((column) => !used.has(column)).map(nameOfLocation);
      return [...new Set([...unused, ...others].map((name) => name.slice(0, longestName)))];
    },
    locationColumns: () => locations,
    useLocation: (column) => {
      used.add(column);
    },
  };
}

/** The name of the location that a column is for. */
export function nameOfLocation(column: string): string {
  return column.slice(prefix.length);
}

const longestName = 255;

/** Keeps a location named `SKU` apart from the column. */
const prefix = "at ";

function locationColumn(name: string): string {
  return prefix + name;
}

function checkColumns(columns: readonly (string | null)[], hasQuantities: boolean): void {
  if (!columns.includes("SKU") && !columns.includes("Handle"))
    throw new UnreadableCsv("The header row has neither a SKU nor a Handle column.");
  if (!hasQuantities)
    throw new UnreadableCsv("The header row has neither an On hand column nor a column for a location.");
}

const options = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap((number) => [
  `Option${number} Name`,
  `Option${number} Value`,
]);
const readColumns: ReadonlySet<string> = new Set(["Handle", ...options, "SKU", "Location", ...onHandColumns]);

/** Columns of Shopify's files that say nothing about the stock on hand. */
const otherColumns = ["Title", "Barcode", "HS Code", "COO", "Bin name"];
const states = ["Incoming", "Unavailable", "Committed", "Available"];
const stateColumns = states.flatMap((state) => [state, `${state} (not editable)`]);

const columnByPlainName = new Map(
  [...readColumns, ...otherColumns, ...stateColumns].map((column) => [column.toLowerCase(), column]),
);
