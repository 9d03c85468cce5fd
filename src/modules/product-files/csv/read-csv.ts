import { fileLimits } from "../limits.ts";
import type { CsvRow, RowFault } from "../shopify/schema.ts";
import { type FileRecord, type Parsed, readRecords } from "./records.ts";
import { UnreadableCsv } from "./unreadable.ts";

/** The columns that an import reads, by their place in the file. Null for a column that it ignores. */
export type ColumnNames = readonly (string | null)[];

/**
 * Reads a file while it arrives. `readHeader` maps the header row to columns. Missing cells are empty, and surplus cells
 * and blank rows are ignored. A malformed record is yielded with its `faults`, so they can be attributed to its product.
 * Beyond the limits of rows and bytes, the last row has a fault, and the rest isn't read.
 */
export async function* readCsv(
  bytes: ReadableStream<Uint8Array>,
  charset: string | null,
  readHeader: (names: readonly string[]) => ColumnNames,
  parsed: Parsed,
): AsyncGenerator<CsvRow> {
  let columns: readonly Column[] | null = null;
  let width = 0;
  let rows = 0;
  let unevenRows = 0;
  for await (const record of readRecords(bytes, charset, parsed)) {
    if (columns === null) {
      // Excel names the separator in a line of its own.
      if (/^sep=.?$/i.test(record.cells.join(""))) continue;
      columns = columnsIn(record, readHeader);
      width = record.cells.length;
      continue;
    }
    const row = rowOf(columns, record);
    rows += 1;
    unevenRows += record.cells.length === width ? 0 : 1;
    const end = rows > mostRows.value ? tooManyRows : unevenRows > mostUneven.value ? tooUneven : null;
    if (end !== null) {
      yield { ...row, faults: [...row.faults, end] };
      return;
    }
    // Spreadsheets save empty rows as rows of commas.
    if (row.faults.length > 0 || !isBlank(row)) yield row;
  }
  if (columns === null) throw new UnreadableCsv("The file is empty.");
}

interface Column {
  readonly name: string;
  readonly index: number;
}

const {
  fileColumns: mostColumns,
  fileRows: mostRows,
  unevenFileRows: mostUneven,
  fileCell: longestCell,
} = fileLimits;

function columnsIn({ cells, fault }: FileRecord, readHeader: (names: readonly string[]) => ColumnNames) {
  if (fault !== null) throw new UnreadableCsv(`The header row ${fault.detail}.`);
  if (cells.length > mostColumns.value)
    throw new UnreadableCsv(`The header row has more than ${mostColumns.value} columns.`);
  return [...readHeader(cells).entries()].flatMap(([index, name]) =>
    name === null ? [] : [{ name, index }],
  );
}

function rowOf(columns: readonly Column[], { line, cells: record, fault }: FileRecord): CsvRow {
  const cells: Record<string, string> = {};
  const faults = fault === null ? [] : [fault];
  if (record.length > mostColumns.value) faults.push(tooManyCells);
  for (const { name, index } of columns) {
    const cell = record[index] ?? "";
    const isTooLong = cell.length > longestCell.value;
    if (isTooLong) faults.push(tooLong(name));
    // The start of a handle still tells which product fails. Any other column counts as missing.
    if (!isTooLong) cells[name] = cell;
    else if (name === "Handle") cells[name] = cell.slice(0, 100);
  }
  return { line, cells, faults };
}

function isBlank({ cells }: CsvRow): boolean {
  return Object.values(cells).every((cell) => cell.trim() === "");
}

const tooManyCells: RowFault = {
  field: "",
  code: "too-large",
  detail: `has more than ${mostColumns.value} cells`,
};

const tooUneven: RowFault = {
  field: "",
  code: "rows-not-read",
  detail: `More than ${mostUneven.value} rows have more or fewer cells than the header row. The rows from this one on were not read.`,
};
const tooManyRows: RowFault = {
  field: "",
  code: "rows-not-read",
  detail: `A file has at most ${mostRows.value} rows. The rows from this one on were not read.`,
};

function tooLong(field: string): RowFault {
  return { field, code: "too-large", detail: `has more than ${longestCell.value} characters` };
}
