import { CsvError, parse } from "csv-parse/stream";
import type { CsvRow } from "./schema.ts";

/** The file as a whole is not a readable CSV. */
export class UnreadableCsv extends Error {}

interface ParsedRecord {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
  readonly raw: string;
}

/**
 * Reads a file while it arrives. `readHeader` maps the header row to columns. Missing cells are empty, and surplus cells
 * are ignored. A malformed record is yielded with its `fault`, so it can be attributed to its product.
 */
export async function* readCsv(
  bytes: ReadableStream<Uint8Array>,
  readHeader: (names: readonly string[]) => readonly string[],
): AsyncGenerator<CsvRow> {
  let header: readonly string[] | null = null;
  // The parser counts a CRLF within a cell as two lines.
  let miscounted = 0;
  let unfinished: { readonly line: number; readonly raw: string } | null = null;
  const parser = parse({
    bom: true,
    info: true,
    raw: true,
    relax_column_count: true,
    // Misplaced quotes are detected below. The parser would let them open a cell and swallow the following rows.
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip(error, raw = "") {
      unfinished ??= { line: Number(error?.lines) - countIn([raw.trim()], lineBreaks), raw };
      return undefined;
    },
    record_delimiter: ["\r\n", "\n", "\r"],
  });
  const rowOf = (
    columns: readonly string[],
    record: readonly string[],
    line: number,
    fault: string | null,
  ) => ({
    line,
    cells: Object.fromEntries(columns.map((name, index) => [name, record[index] ?? ""])),
    fault,
  });
  try {
    const records: AsyncIterable<ParsedRecord> = bytes.pipeThrough(parser);
    for await (const { info, record, raw } of records) {
      miscounted += countIn(record, /\r\n/g);
      // The parser reports a record's last line. Subtract the line breaks in its cells to get the first.
      const line = info.lines - miscounted - countIn(record, lineBreaks);
      if (header === null) header = readHeader(record);
      else yield rowOf(header, record, line, wellFormed.test(raw) ? null : "has a misplaced quote");
    }
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableCsv(error.message);
    throw error;
  }
  if (header === null) throw new UnreadableCsv("The file is empty.");
  if (unfinished !== null) yield unfinishedRow(header, unfinished);
}

/** An unclosed quote swallows the rest of the file. The cells before it identify the product. */
function unfinishedRow(columns: readonly string[], { line, raw }: { line: number; raw: string }): CsvRow {
  const cells = raw.trimStart().split(",");
  return {
    line,
    cells: Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? ""])),
    fault: "has a quote that is never closed",
  };
}

/** A cell, quoted or not. */
const cell = '(?:"[^"]*(?:""[^"]*)*"|[^",\\r\\n]*)';
const wellFormed = new RegExp(`^\\uFEFF?[\\r\\n]*${cell}(?:,${cell})*[\\r\\n]*$`);

const lineBreaks = /\r\n|\n|\r/g;

function countIn(record: readonly string[], pattern: RegExp): number {
  return record.reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);
}
