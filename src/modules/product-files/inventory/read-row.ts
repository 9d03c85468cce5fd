import { Cells } from "../shopify/cells.ts";
import { readCode } from "../shopify/codes.ts";
import { handleIn } from "../shopify/handle.ts";
import type { CsvRow, FileError } from "../shopify/schema.ts";
import { type InventoryHeader, nameOfLocation, onHandColumns } from "./header.ts";
import type { LocationNames } from "./locations.ts";
import { type CountedRow, longestName } from "./schema.ts";

/** A quantity of a row, and the column that it is in. */
export interface ReadQuantity {
  readonly counted: CountedRow;
  readonly line: number;
  readonly column: string;
}

/** What a row says. It can have several quantities if the file has a column for each location. */
export interface ReadRow {
  /** What the row calls its product: rows with the same text are counted as one. */
  readonly product: string;
  readonly quantities: readonly ReadQuantity[];
  readonly errors: readonly FileError[];
}

/** Reads one row of an inventory file. Locations where the variant is not stocked are left out. */
export function readInventoryRow(row: CsvRow, header: InventoryHeader, locations: LocationNames): ReadRow {
  const errors: FileError[] = row.faults.map((fault) => ({ line: row.line, ...fault }));
  const cells = new Cells(row, 0, (error) => errors.push(error));
  const report = (field: string, code: string, detail: string) =>
    errors.push({ line: row.line, field, code, detail });
  const sku = readCode(cells, "SKU") ?? null;
  const handle = handleIn(cells.text("Handle") ?? "") || null;
  const variant = { sku, handle, options: sku === null ? readOptions(cells) : [] };
  const product = handle ?? sku ?? `line ${row.line}`;
  if (row.faults.length > 0) return { product, quantities: [], errors };
  const columns = header.locationColumns();
  const reading = { cells, header, locations, report };
  const stated =
    columns.length === 0 ? readOnHand(reading) : columns.flatMap((column) => readAt(column, reading));
  const fault = stated.length > 0 ? nameFault(variant) : null;
  if (fault !== null) {
    report(...fault);
    return { product, quantities: [], errors };
  }
  const quantities = stated.map(({ locationId, stocked, column }) => ({
    counted: { ...variant, locationId, stocked },
    line: row.line,
    column,
  }));
  return { product, quantities, errors };
}

interface Reading {
  readonly cells: Cells;
  readonly header: InventoryHeader;
  readonly locations: LocationNames;
  readonly report: (field: string, code: string, detail: string) => void;
}

interface Stated {
  readonly locationId: string;
  readonly stocked: number;
  readonly column: string;
}

/** The quantity of a row that names its location. A new quantity counts before the one of the export. */
function readOnHand({ cells, locations, report }: Reading): readonly Stated[] {
  const column = onHandColumns.find((one) => typeof cells.text(one) === "string");
  if (column === undefined || isNotStocked(cells, column)) return [];
  const stocked = cells.quantity(column);
  const name = cells.text("Location");
  if (name === null) {
    cells.unreadable("Location", "is empty");
    return [];
  }
  const location = name === undefined ? locations.main() : locations.find(name);
  if (!location.ok) report("Location", "unknown-reference", location.detail);
  return stocked === undefined || !location.ok ? [] : [{ locationId: location.id, stocked, column }];
}

/** The quantity in the column of a location. A column without quantities is no location's. */
function readAt(column: string, { cells, header, locations, report }: Reading): readonly Stated[] {
  const location = locations.find(nameOfLocation(column));
  const text = cells.text(column) ?? "";
  const hasQuantity = /^-?\d/.test(text);
  if (location.ok || hasQuantity || isNotStocked(cells, column)) header.useLocation(column);
  if (text === "" || isNotStocked(cells, column)) return [];
  if (!location.ok) {
    if (hasQuantity) report(column, "unknown-reference", location.detail);
    return [];
  }
  const stocked = cells.quantity(column);
  return stocked === undefined ? [] : [{ locationId: location.id, stocked, column }];
}

function isNotStocked(cells: Cells, column: string): boolean {
  return cells.text(column)?.toLowerCase() === "not stocked";
}

/** `Default Title` stands for no options. */
function readOptions(cells: Cells): CountedRow["options"] {
  const options = optionNumbers.flatMap((number) => {
    const value = cells.text(`Option${number} Value`);
    return typeof value === "string" ? [{ name: cells.text(`Option${number} Name`) ?? null, value }] : [];
  });
  const [first] = options;
  const isPlain =
    options.length === 1 && first?.value === "Default Title" && (first.name ?? "Title") === "Title";
  return isPlain ? [] : options;
}

const optionNumbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** Why no variant can have this name: the column, a code and a sentence. Null if one can. */
function nameFault({
  sku,
  handle,
  options,
}: Pick<CountedRow, "sku" | "handle" | "options">): readonly [string, string, string] | null {
  if (sku === null && handle === null) return ["SKU", "unreadable", "is empty, and so is the handle"];
  if (sku !== null) return sku.length > longestName.sku ? tooLong("SKU") : null;
  if ((handle ?? "").length > longestName.handle) return tooLong("Handle");
  const isLong = (text: string | null) => (text ?? "").length > longestName.option;
  return options.some(({ name, value }) => isLong(name) || isLong(value)) ? tooLong("Option1 Value") : null;
}

function tooLong(field: string): readonly [string, string, string] {
  return [field, "unknown-variant", "is longer than what a variant can have"];
}
