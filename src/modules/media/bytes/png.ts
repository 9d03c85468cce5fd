import { foundSize, type SizeFound } from "./detect.ts";
import { type ByteSource, pass, takeAll, Unreadable, unitCounter } from "./source.ts";

/** Chunks that decide how a PNG looks or moves. */
const kept = new Set(
  "PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD hIST pHYs sPLT acTL fcTL fdAT".split(" "),
);

/** A PNG without its metadata: no EXIF, texts or times, and nothing after its end. */
export async function* withoutPngMetadata(source: ByteSource, found: SizeFound): AsyncGenerator<Uint8Array> {
  yield takeAll(source, 8);
  yield header(source, found);
  const count = unitCounter();
  for (;;) {
    count();
    const head = await takeAll(source, 8);
    const length = new DataView(head.buffer, head.byteOffset).getUint32(0);
    const name = String.fromCharCode(...head.subarray(4));
    // A length has 31 bits.
    if (length > 0x7fffffff || !/^[A-Za-z]{4}$/.test(name)) throw new Unreadable("The PNG is damaged.");
    if (name === "IHDR") throw new Unreadable("The PNG has two sizes.");
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

/** The first chunk, which says the size. A chunk before it would make readers look for the size in different places. */
async function header(source: ByteSource, found: SizeFound): Promise<Uint8Array> {
  const bytes = await takeAll(source, 8 + headerLength + 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const name = String.fromCharCode(...bytes.subarray(4, 8));
  if (name !== "IHDR" || view.getUint32(0) !== headerLength)
    throw new Unreadable("The PNG does not begin with its size.");
  Object.assign(found, foundSize(view.getUint32(8), view.getUint32(12)));
  return bytes;
}

const headerLength = 13;
