import type { RowFault } from "../shopify/schema.ts";

/** Follows a file's bytes from record to record, for what the parser doesn't tell: lines, and misplaced quotes. */
export interface RecordScan {
  add(slice: Uint8Array): void;
  /** Checks the next record, which ends at an offset of the file. */
  finishRecord(end: number): { readonly line: number; readonly fault: RowFault | null };
  /** The bytes from the end of the last record to an offset of the file. */
  bytesUntil(end: number): Uint8Array;
  /** Drops blank lines before the next record, so that a flood of them takes no memory. */
  skipBlankLines(): void;
  /** The number of bytes of the unfinished record. */
  pendingBytes(): number;
  /** The first bytes of the unfinished record. */
  pending(): Uint8Array;
  /** The line where the unfinished record begins. */
  line(): number;
}

export function openScan(separator: number): RecordScan {
  const slices: Uint8Array[] = [];
  /** Offsets in the file: of the first slice, of the next byte to scan, and of the end. */
  let start = 0;
  let at = 0;
  let length = 0;
  let line = 1;
  let previous = 0;
  const next = (): number => slices[0]?.[at - start] ?? 0;
  const advance = (byte: number): void => {
    if (byte === cr || (byte === lf && previous !== cr)) line += 1;
    previous = byte;
    at += 1;
    if (at - start !== slices[0]?.length) return;
    slices.shift();
    start = at;
  };
  const skipBlankLines = (end: number): void => {
    for (let byte = next(); at < end && isLineBreak(byte); byte = next()) advance(byte);
  };
  return {
    add(slice) {
      slices.push(slice);
      length += slice.length;
    },
    finishRecord(end) {
      skipBlankLines(end);
      const first = line;
      let place: Place = at === 0 ? "file" : "cell";
      while (at < end) {
        const byte = next();
        place = placeAfter(place, byte, separator);
        advance(byte);
      }
      return { line: first, fault: place === "misplaced" ? misplacedQuote : null };
    },
    bytesUntil: (end) => joined(slices, at - start, end - at),
    skipBlankLines: () => skipBlankLines(length),
    pendingBytes: () => length - at,
    pending: () => joined(slices, at - start, Math.min(length - at, pendingLength)),
    line: () => line,
  };
}

const [lf, cr, quote] = [10, 13, 34];
const byteOrderMark: readonly number[] = [0xef, 0xbb, 0xbf];

function isLineBreak(byte: number): boolean {
  return byte === lf || byte === cr;
}

/**
 * Where a byte is. `file` is before the first cell, where a byte order mark may be; `closed` behind a quote that ends a
 * cell, or is the first of two.
 */
type Place = "file" | "cell" | "plain" | "quoted" | "closed" | "misplaced";

function placeAfter(place: Place, byte: number, separator: number): Place {
  switch (place) {
    case "file":
      return byteOrderMark.includes(byte) ? "file" : placeAfter("cell", byte, separator);
    case "cell":
      if (byte === quote) return "quoted";
      return byte === separator ? "cell" : "plain";
    case "plain":
      if (byte === quote) return "misplaced";
      return byte === separator ? "cell" : "plain";
    case "quoted":
      return byte === quote ? "closed" : "quoted";
    case "closed":
      if (byte === quote) return "quoted";
      if (byte === separator) return "cell";
      return isLineBreak(byte) ? "closed" : "misplaced";
    case "misplaced":
      return "misplaced";
  }
}

const misplacedQuote: RowFault = { field: "", code: "invalid-csv", detail: "has a misplaced quote" };

/** Enough to find a record's handle. */
const pendingLength = 64 * 1024;

function joined(slices: readonly Uint8Array[], from: number, most: number): Uint8Array {
  const bytes = new Uint8Array(most);
  let length = 0;
  for (const [index, slice] of slices.entries()) {
    if (length === most) break;
    const part = slice.subarray(index === 0 ? from : 0).subarray(0, most - length);
    bytes.set(part, length);
    length += part.length;
  }
  return bytes.subarray(0, length);
}
