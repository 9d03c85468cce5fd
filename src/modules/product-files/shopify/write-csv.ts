import { stringify } from "csv-stringify/sync";

/** Records as CSV, each with a line end behind it. What a reader could mistake is put into quotes. */
export function csvOf(records: readonly (readonly string[])[]): string {
  return stringify(
    records.map((record) => [...record]),
    // A line ends with a line feed, but readers take a bare carriage return for one too.
    { quoted_match: /^\s|\s$|\r/ },
  );
}
