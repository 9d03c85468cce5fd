import { type ByteSource, pass, takeAll, Unreadable } from "./source.ts";

/** Chunks that decide how a PNG looks or moves. */
const kept = new Set(
  "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD hIST pHYs sPLT acTL fcTL fdAT".split(
    " ",
  ),
);

/** A PNG without its metadata: no EXIF, texts or times, and nothing after its end. */
export async function* withoutPngMetadata(source: ByteSource): AsyncGenerator<Uint8Array> {
  yield takeAll(source, 8);
  for (;;) {
    const head = await takeAll(source, 8);
    const length = new DataView(head.buffer, head.byteOffset).getUint32(0);
    const name = String.fromCharCode(...head.subarray(4));
    // A length has 31 bits.
    if (length > 0x7fffffff || !/^[A-Za-z]{4}$/.test(name)) throw new Unreadable("The PNG is damaged.");
    const isKept = kept.has(name);
    if (isKept) yield head;
    let left = length + 4;
    for await (const bytes of pass(source, left)) {
      left -= bytes.length;
      if (isKept) yield bytes;
    }
    if (left > 0) throw new Unreadable("The file is cut off.");
    if (name === "IEND") return;
  }
}
