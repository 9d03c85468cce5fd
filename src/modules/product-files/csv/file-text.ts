import { type Encoding, encodingOf, signatureBytes, toUtf8 } from "./encoding.ts";
import { openSeparatorSearch } from "./separator.ts";

/** A file as UTF-8, in slices. */
export interface FileText {
  readonly slices: AsyncIterable<Uint8Array>;
  readonly encoding: Encoding;
  /** The byte between two cells. */
  readonly separator: number;
}

/** Opens a file: reads as much as tells its encoding and its separator. */
export async function openFileText(
  bytes: ReadableStream<Uint8Array>,
  charset: string | null,
): Promise<FileText> {
  const sent = slicesOf(bytes);
  const start = await take(sent, (length) => length >= signatureBytes);
  const encoding = encodingOf(joined(start), charset);
  const raw = concat(start, sent);
  const slices = encoding.isUtf8 ? raw : slicesOf(toUtf8(raw, encoding));
  const search = openSeparatorSearch();
  const header = await take(slices, (length, slice) => search.add(slice) || length >= mostHeaderBytes);
  return { slices: concat(header, slices), encoding, separator: search.found() };
}

/** A longer header row is judged by its start. */
const mostHeaderBytes = 64 * 1024;

/** The parser takes about 20 µs for a record that has not as many cells as the first, so a slice takes up to 10 ms. */
const sliceBytes = 1024;

async function* slicesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes)
    for (let at = 0; at < chunk.length; at += sliceBytes) yield chunk.subarray(at, at + sliceBytes);
}

/** Takes slices until they are enough, or the file ends. */
async function take(
  slices: AsyncGenerator<Uint8Array>,
  isEnough: (length: number, slice: Uint8Array) => boolean,
): Promise<readonly Uint8Array[]> {
  const taken: Uint8Array[] = [];
  let length = 0;
  for (let next = await slices.next(); next.done !== true; next = await slices.next()) {
    taken.push(next.value);
    length += next.value.length;
    if (isEnough(length, next.value)) break;
  }
  return taken;
}

async function* concat(
  start: readonly Uint8Array[],
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* start;
  yield* rest;
}

function joined(slices: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(slices.flatMap((slice) => [...slice.subarray(0, signatureBytes)]));
}
