import { UnreadableCsv } from "./unreadable.ts";

/** How a file's bytes are to be read. */
export interface Encoding {
  /** Its name as `TextDecoder` knows it. */
  readonly label: string;
  readonly isUtf8: boolean;
}

/** The number of bytes that tell a file's encoding. */
export const signatureBytes = 4;

/**
 * Returns the encoding of a file: that of its byte order mark, else the declared one, else UTF-8. UTF-16 without either is
 * recognized by its header row, which begins with ASCII. Throws for a workbook, and for a character set that is unknown.
 */
export function encodingOf(start: Uint8Array, charset: string | null): Encoding {
  const [a = 0, b = 0, c = 0, d = 0] = start;
  if ((a === 0x50 && b === 0x4b && c === 3 && d === 4) || (a === 0xd0 && b === 0xcf && c === 0x11))
    throw new UnreadableCsv("The file is an Excel workbook. Save it as CSV, and send that.");
  if (a === 0xff && b === 0xfe) return { label: "utf-16le", isUtf8: false };
  if (a === 0xfe && b === 0xff) return { label: "utf-16be", isUtf8: false };
  if (a === 0xef && b === 0xbb && c === 0xbf) return utf8;
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return { label: "utf-16le", isUtf8: false };
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return { label: "utf-16be", isUtf8: false };
  if (charset === null) return utf8;
  try {
    const { encoding } = new TextDecoder(charset);
    return { label: charset, isUtf8: encoding === "utf-8" };
  } catch {
    throw new UnreadableCsv(`The character set ${charset} is unknown. Send the file as UTF-8.`);
  }
}

const utf8: Encoding = { label: "utf-8", isUtf8: true };

/** Converts a file to UTF-8. What its encoding can't express becomes U+FFFD. */
export async function* toUtf8(
  bytes: AsyncIterable<Uint8Array>,
  { label }: Encoding,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(label);
  const encoder = new TextEncoder();
  for await (const part of bytes) yield encoder.encode(decoder.decode(part, { stream: true }));
  yield encoder.encode(decoder.decode());
}

/** Whether bytes are well-formed UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
