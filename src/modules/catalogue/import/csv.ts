import { CsvError, parse } from "csv-parse/stream";

/** One record of the file by column name, and the line it begins on. */
export interface CsvRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** The file is not CSV from this line on. */
export class UnreadableCsv extends Error {
  readonly line: number;

  constructor(line: number, detail: string) {
    super(detail);
    this.line = line;
  }
}

interface ParsedRecord {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

/** Reads a file as it arrives. The header row names the columns; a missing cell is empty, a surplus one is ignored. */
export async function* readCsv(bytes: ReadableStream<Uint8Array>): AsyncGenerator<CsvRow> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ["\r\n", "\n", "\r"],
  });
  let header: readonly string[] | null = null;
  let lines = 0;
  try {
    const records: AsyncIterable<ParsedRecord> = bytes.pipeThrough(parser);
    for await (const { info, record } of records) {
      const line = lines + 1;
      lines = info.lines;
      if (header === null) header = record.map((name) => name.trim());
      else
        yield { line, cells: Object.fromEntries(header.map((name, index) => [name, record[index] ?? ""])) };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableCsv(lines + 1, error.message);
    throw error;
  }
}
