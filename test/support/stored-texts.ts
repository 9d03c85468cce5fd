import { inflateRawSync } from "node:zlib";

/** A value in a database, by its table. */
interface StoredText {
  readonly table: string;
  readonly text: string;
}

type Query = (sql: string) => readonly Readonly<Record<string, unknown>>[];

/** Every value of every table that a database has, in lower case. What is compressed is unpacked. */
export function storedTexts(rows: Query): readonly StoredText[] {
  const tables = rows(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
  );
  return tables.flatMap(({ name }) =>
    rows(`SELECT ${columnsOf(rows, String(name))} FROM "${name}"`)
      .flatMap((row) => Object.values(row).flatMap(textsOf))
      .map((text) => ({ table: String(name), text: text.toLowerCase() })),
  );
}

/** Integers as text: some are larger than JavaScript's. */
function columnsOf(rows: Query, table: string): string {
  return rows(`SELECT name FROM pragma_table_info('${table}')`)
    .map(({ name }) => `iif(typeof("${name}") = 'integer', CAST("${name}" AS TEXT), "${name}") AS "${name}"`)
    .join(", ");
}

function textsOf(value: unknown): readonly string[] {
  if (!(value instanceof Uint8Array)) return value === null ? [] : [String(value)];
  const plain = Buffer.from(value).toString("utf8");
  try {
    return [plain, inflateRawSync(value).toString("utf8")];
  } catch {
    return [plain];
  }
}

/** The tables in which one of these texts is, as it is, as in JSON, in base64 or in hexadecimal. */
export function tablesWith(stored: readonly StoredText[], texts: readonly string[]): readonly string[] {
  const forms = texts.flatMap(formsOf).map((form) => form.toLowerCase());
  const found = stored.filter(({ text }) => forms.some((form) => text.includes(form)));
  return [...new Set(found.map(({ table }) => table))].toSorted();
}

function formsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  // What is encoded with something before it is shifted by one or two bytes.
  const shifted = [0, 1, 2].map((by) =>
    Buffer.concat([Buffer.alloc(by), bytes])
      .toString("base64")
      .slice(by === 0 ? 0 : 4)
      .replace(/.?.?=*$/, ""),
  );
  const folded = text.normalize("NFKD").replaceAll(/\p{M}/gu, "");
  return [
    text,
    folded,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    bytes.toString("hex"),
    ...shifted.filter((form) => form.length >= 12),
  ];
}
