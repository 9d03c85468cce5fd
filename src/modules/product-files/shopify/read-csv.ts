import { CsvError, parse } from "csv-parse/stream";
import type { CsvRow } from "./schema.ts";

/** The file as a whole is not what it should be. */
export class UnreadableCsv extends Error {}

interface ParsedRecord {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
  readonly raw: string;
}

/**
 * Reads a file as it arrives. The header row names the columns, as `readHeader` understands it; a missing cell is empty,
 * a surplus one is ignored. A record that is no CSV comes with its fault, so that it is known whose it is.
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
    // A quote in the wrong place is found below: to the parser it would open a cell, and swallow the rows behind it.
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
      // The parser counts to a record's last line; line breaks in cells lead back to its first.
      const line = info.lines - miscounted - countIn(record, lineBreaks);
      if (header === null) header = readHeader(record);
      else yield rowOf(header, record, line, wellFormed.test(raw) ? null : "has a quote in the wrong place");
    }
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableCsv(error.message);
    throw error;
  }
  if (header === null) throw new UnreadableCsv("The file is empty.");
  if (unfinished !== null) yield unfinishedRow(header, unfinished);
}

/** A cell that is opened and never closed takes the rest of the file with it; whose it was stands before it. */
function unfinishedRow(columns: readonly string[], { line, raw }: { line: number; raw: string }): CsvRow {
  const cells = raw.trimStart().split(",");
  return {
    line,
    cells: Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? ""])),
    fault: "opens a quote that is never closed",
  };
}

/** Cells between commas, in quotes or without any. */
const cell = '(?:"[^"]*(?:""[^"]*)*"|[^",\\r\\n]*)';
const wellFormed = new RegExp(`^\\uFEFF?[\\r\\n]*${cell}(?:,${cell})*[\\r\\n]*$`);

const lineBreaks = /\r\n|\n|\r/g;

function countIn(record: readonly string[], pattern: RegExp): number {
  return record.reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);
}
