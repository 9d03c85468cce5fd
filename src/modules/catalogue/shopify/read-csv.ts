import { CsvError, parse } from "csv-parse/stream";
import type { CsvRow } from "./schema.ts";

/** The file as a whole is not what it should be. */
export class UnreadableCsv extends Error {}

interface ParsedRecord {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

/**
 * Reads a file as it arrives. The header row names the columns, as `readHeader` understands it; a missing cell is empty,
 * a surplus one is ignored. A record that is no CSV is handed to `onBadRecord`, and the next one read.
 */
export async function* readCsv(
  bytes: ReadableStream<Uint8Array>,
  readHeader: (names: readonly string[]) => readonly string[],
  onBadRecord: (line: number, detail: string) => void,
): AsyncGenerator<CsvRow> {
  let header: readonly string[] | null = null;
  let lastBadLine = 0;
  // The parser counts a CRLF within a cell as two lines.
  let miscounted = 0;
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip(error) {
      const line = Number(error?.lines);
      // What is left of a bad record is bad once more.
      if (line !== lastBadLine) onBadRecord(line, error?.message ?? "not CSV");
      lastBadLine = line;
      return undefined;
    },
    record_delimiter: ["\r\n", "\n", "\r"],
  });
  try {
    const records: AsyncIterable<ParsedRecord> = bytes.pipeThrough(parser);
    for await (const { info, record } of records) {
      miscounted += countIn(record, /\r\n/g);
      if (header === null) {
        header = readHeader(record);
      } else
        yield {
          line: info.lines - miscounted - breaksIn(record),
          cells: Object.fromEntries(header.map((name, index) => [name, record[index] ?? ""])),
        };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableCsv(error.message);
    throw error;
  }
  if (header === null) throw new UnreadableCsv("The file is empty.");
}

/** The parser counts to a record's last line; line breaks in cells lead back to its first. */
function breaksIn(record: readonly string[]): number {
  return countIn(record, /\r\n|\n|\r/g);
}

function countIn(record: readonly string[], pattern: RegExp): number {
  return record.reduce((sum, cell) => sum + (cell.match(pattern)?.length ?? 0), 0);
}
