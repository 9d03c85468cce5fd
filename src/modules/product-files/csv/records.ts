import { parse } from "csv-parse/stream";
import { fileLimits } from "../limits.ts";
import type { RowFault } from "../shopify/schema.ts";
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
  parsed: Parsed,
): AsyncGenerator<FileRecord> {
  const scan = openScan();
  const parser = openParser();
  for await (const slice of slicesOf(bytes)) {
    scan.add(slice);
    const records = await parser.parse(slice);
    for (const { cells, end } of records) yield { cells, ...scan.finishRecord(end) };
    scan.skipBlankLines();
    await parsed(slice.length, records.length);
    if (scan.pendingBytes() <= longest.value) continue;
    yield { line: scan.line(), cells: startOfRecord(scan.pending()), fault: tooLong };
    return;
  }
  const { records, isUnfinished } = await parser.finish();
  for (const { cells, end } of records) yield { cells, ...scan.finishRecord(end) };
  scan.skipBlankLines();
  if (isUnfinished) yield { line: scan.line(), cells: startOfRecord(scan.pending()), fault: neverClosed };
}

const { fileColumns: mostColumns, fileRow: longest } = fileLimits;

const tooLong: RowFault = {
  field: "",
  code: "rows-not-read",
  detail: `has more than ${longest.value} bytes, so the rows from this one on were not read`,
};
const neverClosed: RowFault = { field: "", code: "invalid-csv", detail: "has a quote that is never closed" };

/** The parser takes about 20 µs for a record that has not as many cells as the first, so a slice takes up to 10 ms. */
const sliceBytes = 1024;

async function* slicesOf(bytes: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes)
    for (let at = 0; at < chunk.length; at += sliceBytes) yield chunk.subarray(at, at + sliceBytes);
}

interface ParsedRecord {
  readonly cells: readonly string[];
  /** The offset in the file where the record ends. */
  readonly end: number;
}

function openParser() {
  let records: ParsedRecord[] = [];
  let isUnfinished = false;
  const writer = parse({
    bom: true,
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
