import { stringify } from "csv-stringify/sync";

/** Writes records as CSV, each with a line end. Quotes cells that a reader could misread. */
export function csvOf(records: readonly (readonly string[])[]): string {
  return stringify(
    records.map((record) => [...record]),
    // Readers also accept a bare carriage return as a line end, and some a semicolon or a tab between cells.
    { quoted_match: /^\s|\s$|[\r;\t]/ },
  );
}
