import { parse } from "csv-parse/stream";
import { fileLimits } from "../limits.ts";
import type { RowFault } from "../shopify/schema.ts";
import { isUtf8 } from "./encoding.ts";
import { openFileText } from "./file-text.ts";
import { openScan } from "./scan.ts";
import { startOfRecord } from "./unfinished.ts";

/** One record of a file. */
export interface FileRecord {
  /** Its first line. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly fault: RowFault | null;
}

/** Is told after each slice how many bytes and records were parsed, and can let other requests run. */
export type Parsed = (bytes: number, records: number) => Promise<void>;

/**
 * Parses a file slice by slice. A record that never ends, or is too long, is the last one.
 */
export async function* readRecords(
  bytes: ReadableStream<Uint8Array>,
  charset: string | null,
  parsed: Parsed,
): AsyncGenerator<FileRecord> {
  const { slices, encoding, separator } = await openFileText(bytes, charset);
  const scan = openScan(separator);
  const parser = openParser(separator);
  const finish = ({ cells, end }: ParsedRecord): FileRecord => {
    const isSuspect = cells.some((cell) => cell.includes("\ufffd"));
    const isGarbled = isSuspect && !(encoding.isUtf8 && isUtf8(scan.bytesUntil(end)));
    const { line, fault } = scan.finishRecord(end);
    return { line, cells, fault: isGarbled ? garbled(encoding.label) : fault };
  };
  for await (const slice of slices) {
    scan.add(slice);
    const records = await parser.parse(slice);
    for (const record of records) yield finish(record);
    scan.skipBlankLines();
    await parsed(slice.length, records.length);
    if (scan.pendingBytes() <= longest.value) continue;
    yield { line: scan.line(), cells: startOfRecord(scan.pending(), separator), fault: tooLong };
    return;
  }
  const { records, isUnfinished } = await parser.finish();
  for (const record of records) yield finish(record);
  scan.skipBlankLines();
  if (isUnfinished)
    yield { line: scan.line(), cells: startOfRecord(scan.pending(), separator), fault: neverClosed };
}

const { fileColumns: mostColumns, fileRow: longest } = fileLimits;

const tooLong: RowFault = {
  field: "",
  code: "rows-not-read",
  detail: `has more than ${longest.value} bytes, so the rows from this one on were not read`,
};
const neverClosed: RowFault = { field: "", code: "invalid-csv", detail: "has a quote that is never closed" };

function garbled(label: string): RowFault {
  const detail = `has bytes that are not ${label.toUpperCase()}. Declare the file's character set, for example Content-Type: text/csv; charset=windows-1252`;
  return { field: "", code: "invalid-encoding", detail };
}

interface ParsedRecord {
  readonly cells: readonly string[];
  /** The offset in the file where the record ends. */
  readonly end: number;
}

function openParser(separator: number) {
  let records: ParsedRecord[] = [];
  let isUnfinished = false;
  const writer = parse({
    bom: true,
    delimiter: String.fromCharCode(separator),
    // Further cells become part of the last one, so that their number is bounded.
    ignore_last_delimiters: mostColumns.value + 1,
    relax_column_count: true,
    // The scan finds misplaced quotes. The parser would let them open a cell and swallow the following rows.
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    // Collects the records of a slice here: the stream's own queue has no bound.
    on_record(cells: readonly string[], { bytes }) {
      records.push({ cells, end: bytes });
      return null;
    },
    skip_records_with_error: true,
    // The only error left is a quote that is never closed.
    on_skip() {
      isUnfinished = true;
      return undefined;
    },
  }).writable.getWriter();
  const take = () => {
    const taken = records;
    records = [];
    return taken;
  };
  return {
    async parse(slice: Uint8Array): Promise<readonly ParsedRecord[]> {
      await writer.write(slice);
      return take();
    },
    async finish() {
      await writer.close();
      return { records: take(), isUnfinished };
    },
  };
}
