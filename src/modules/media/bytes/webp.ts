import { type ByteSource, pass, takeAll, Unreadable, unitCounter } from "./source.ts";

const metadata = ["EXIF", "XMP "];
/** The flags that announce them. */
const announced = 0x0c;

/**
 * A WebP without its metadata. Its length stands at its beginning and stays what it was: metadata becomes zeros, in chunks that
 * nobody knows.
 */
export async function* withoutWebpMetadata(source: ByteSource): AsyncGenerator<Uint8Array> {
  const head = await takeAll(source, 12);
  yield head;
  let left = new DataView(head.buffer, head.byteOffset).getUint32(4, true) - 4;
  const count = unitCounter();
  while (left >= 8) {
    count();
    const chunk = await takeAll(source, 8);
    const name = String.fromCharCode(...chunk.subarray(0, 4));
    const length = new DataView(chunk.buffer, chunk.byteOffset).getUint32(4, true);
    // Chunks begin at even places.
    const padded = length + (length % 2);
    left -= 8 + padded;
    if (left < 0 && left !== -1) throw new Unreadable("The WebP is damaged.");
    const isMetadata = metadata.includes(name);
    if (isMetadata) chunk.set(unknownName);
    yield chunk;
    if (name === "VP8X" && length >= 1) {
      const flags = await takeAll(source, 1);
      yield Uint8Array.of((flags[0] ?? 0) & ~announced);
      yield* exactly(source, padded - 1, false);
    } else yield* exactly(source, padded, isMetadata);
  }
}

const unknownName = new TextEncoder().encode("NULL");

async function* exactly(source: ByteSource, count: number, blank: boolean): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const bytes of pass(source, count)) {
    left -= bytes.length;
    yield blank ? new Uint8Array(bytes.length) : bytes;
  }
  // Some programs leave out the last padding.
  if (left > 1) throw new Unreadable("The file is cut off.");
}
