import { CsvError, parse } from "csv-parse/stream";

/** One record of the file by column name, and the line it begins on. */
export interface CsvRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** The file as a whole is not what it should be. */
export class UnreadableCsv extends Error {}

interface ParsedRecord {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

/**
 * Reads a file as it arrives. The header row names the columns and must have the required one; a missing cell is empty,
 * a surplus one is ignored. A record that is no CSV is handed to `onBadRecord`, and the next one read.
 */
export async function* readCsv(
  bytes: ReadableStream<Uint8Array>,
  requiredColumn: string,
  onBadRecord: (line: number, detail: string) => void,
): AsyncGenerator<CsvRow> {
  let header: readonly string[] | null = null;
  let lines = 0;
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip(error) {
      const line = Number(error?.lines);
      onBadRecord(Number.isFinite(line) ? line : lines + 1, error?.message ?? "not CSV");
      return undefined;
    },
    record_delimiter: ["\r\n", "\n", "\r"],
  });
  try {
    const records: AsyncIterable<ParsedRecord> = bytes.pipeThrough(parser);
    for await (const { info, record } of records) {
      const line = lines + 1;
      lines = info.lines;
      if (header === null) {
        header = record.map((name) => name.trim());
        if (!header.includes(requiredColumn))
          throw new UnreadableCsv(`The header row has no column ${requiredColumn}.`);
      } else
        yield { line, cells: Object.fromEntries(header.map((name, index) => [name, record[index] ?? ""])) };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableCsv(error.message);
    throw error;
  }
  if (header === null) throw new UnreadableCsv("The file is empty.");
}
