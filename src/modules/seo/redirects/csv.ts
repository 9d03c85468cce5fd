import { parseSent } from "../../../kernel/api/validation.ts";
import { unguarded } from "../../../kernel/csv/formulas.ts";
import { redirectLimits } from "../limits.ts";
import { type RedirectInput, type RedirectReport, redirectInput } from "./schema.ts";

export const redirectColumns = ["from", "to", "status"] as const;

const mostColumns = 100;

/** A row of a file, or what is wrong with it. */
export interface RedirectRow {
  readonly line: number;
  readonly input: RedirectInput | null;
  readonly errors: RedirectReport["errors"];
}

/** Reads a file with a header row that names `from` and `to`, and perhaps `status`. Null if it is no such file. */
export async function readRedirects(text: string): Promise<readonly RedirectRow[] | null> {
  const { parse } = await import("csv-parse/sync");
  const most = redirectLimits.rows.value;
  const records = recordsIn(() =>
    parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      // The header, the rows, and one more that says that there are too many. What comes after them is not parsed.
      to: most + 2,
      // Further cells become part of the last one, so that their number is bounded.
      ignore_last_delimiters: mostColumns,
    }),
  );
  const [header, ...rows] = records ?? [];
  const names = header?.cells.map((name) => name.trim().toLowerCase()) ?? [];
  if (!names.includes("from") || !names.includes("to")) return null;
  const read = rows.slice(0, most).map(({ line, cells }) => rowOf(line, names, cells));
  const next = rows[most];
  return next === undefined ? read : [...read, notRead(next.line, most)];
}

interface FileRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** With `info`, the library answers each record with where it ends. */
function recordsIn(parse: () => unknown): readonly FileRecord[] | null {
  try {
    const parsed = parse() as readonly {
      readonly record: readonly string[];
      readonly info: { readonly lines: number };
    }[];
    return parsed.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch {
    // A quote that is never closed, or stands where none can.
    return null;
  }
}

function rowOf(line: number, names: readonly string[], cells: readonly string[]): RedirectRow {
  const cell = (name: string) => unguarded(cells[names.indexOf(name)] ?? "").trim();
  const status = cell("status");
  const sent = {
    from: cell("from"),
    to: cell("to"),
    ...(status === "" ? {} : { status: /^\d+$/.test(status) ? Number(status) : status }),
  };
  const parsed = parseSent(redirectInput, sent, "");
  if (parsed.ok) return { line, input: parsed.value, errors: [] };
  const errors = parsed.errors.map(({ pointer, code, detail }) => ({
    line,
    column: pointer.slice(1),
    code,
    detail,
  }));
  return { line, input: null, errors };
}

function notRead(line: number, most: number): RedirectRow {
  const detail = `A file has at most ${most} rows. The rows from this one on were not read.`;
  return { line, input: null, errors: [{ line, column: "", code: "rows-not-read", detail }] };
}
