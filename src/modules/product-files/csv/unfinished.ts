import { parse } from "csv-parse/sync";

/** The cells of a record whose end is unknown, as far as they are in its first bytes. They tell its product. */
export function startOfRecord(bytes: Uint8Array, separator: number): readonly string[] {
  const open = startOfLastCell(bytes, separator);
  const text = new TextDecoder();
  const [complete = []]: string[][] = parse(text.decode(bytes.subarray(0, open)), {
    delimiter: String.fromCharCode(separator),
    relax_column_count: true,
    relax_quotes: true,
  });
  // The separator before the open cell makes an empty one.
  return [
    ...complete.slice(0, -1),
    text.decode(bytes.subarray(open)).split(String.fromCharCode(separator), 1)[0]?.slice(0, 100) ?? "",
  ];
}

const quote = 34;

function startOfLastCell(bytes: Uint8Array, separator: number): number {
  let isQuoted = false;
  let start = 0;
  for (const [index, byte] of bytes.entries()) {
    if (byte === quote) isQuoted = !isQuoted;
    else if (byte === separator && !isQuoted) start = index + 1;
  }
  return start;
}
