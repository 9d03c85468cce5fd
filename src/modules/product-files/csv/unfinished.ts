import { parse } from "csv-parse/sync";

/** The cells of a record whose end is unknown, as far as they are in its first bytes. They tell its product. */
export function startOfRecord(bytes: Uint8Array): readonly string[] {
  const open = startOfLastCell(bytes);
  const text = new TextDecoder();
  const [complete = []]: string[][] = parse(text.decode(bytes.subarray(0, open)), {
    relax_column_count: true,
    relax_quotes: true,
  });
  // The comma before the open cell makes an empty one.
  return [...complete.slice(0, -1), text.decode(bytes.subarray(open)).split(",", 1)[0]?.slice(0, 100) ?? ""];
}

const [quote, comma] = [34, 44];

function startOfLastCell(bytes: Uint8Array): number {
  let isQuoted = false;
  let start = 0;
  for (const [index, byte] of bytes.entries()) {
    if (byte === quote) isQuoted = !isQuoted;
    else if (byte === comma && !isQuoted) start = index + 1;
  }
  return start;
}
