import { type ByteSource, pass, takeAll, Unreadable, unitCounter } from "./source.ts";

/** Boxes that have other boxes. */
const containers = ["moov", "trak"];
/** What cameras write about the place, the device and the person. `free` is what a box is that means nothing. */
const metadata = ["udta", "meta", "uuid"];
const free = new TextEncoder().encode("free");

/** An MP4 without its metadata. Nothing moves, because places within are told by their numbers: metadata becomes zeros. */
export async function* withoutMovieMetadata(source: ByteSource): AsyncGenerator<Uint8Array> {
  const count = unitCounter();
  for (;;) {
    if ((await source.peek(1)).length === 0) return;
    count();
    const head = await takeAll(source, 8);
    const view = new DataView(head.buffer, head.byteOffset);
    const name = String.fromCharCode(...head.subarray(4));
    const isMetadata = metadata.includes(name);
    if (isMetadata) head.set(free, 4);
    yield head;
    let size = view.getUint32(0) - 8;
    if (view.getUint32(0) === 1) {
      const wide = await takeAll(source, 8);
      yield wide;
      size = Number(new DataView(wide.buffer, wide.byteOffset).getBigUint64(0)) - 16;
    }
    // A last box of size 0 goes to the end.
    if (view.getUint32(0) === 0) size = Number.POSITIVE_INFINITY;
    if (size < 0) throw new Unreadable("The MP4 is damaged.");
    // Whatever is within is read as if it stood alone.
    if (containers.includes(name)) continue;
    for await (const bytes of pass(source, size)) yield isMetadata ? new Uint8Array(bytes.length) : bytes;
  }
}
