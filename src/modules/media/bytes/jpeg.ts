import { foundSize, type SizeFound } from "./detect.ts";
import { exifOf, isExif, isSideways, type Orientation, orientationIn } from "./exif.ts";
import { type ByteSource, takeAll, Unreadable, unitCounter } from "./source.ts";

/**
 * A JPEG without its metadata: no EXIF but the orientation, no XMP, IPTC, comments or images within, and nothing after its end.
 * What decides how it looks stays, its colour profile too.
 */
export async function* withoutJpegMetadata(source: ByteSource, found: SizeFound): AsyncGenerator<Uint8Array> {
  let orientation: Orientation = 1;
  let hasFrame = false;
  yield takeAll(source, 2);
  const count = unitCounter();
  for (;;) {
    count();
    const marker = await markerAt(source);
    if (marker === endOfImage) {
      yield Uint8Array.of(0xff, marker);
      return;
    }
    if (isAlone(marker)) {
      yield Uint8Array.of(0xff, marker);
      continue;
    }
    const length = await takeAll(source, 2);
    const size = new DataView(length.buffer, length.byteOffset).getUint16(0) - 2;
    if (size < 0) throw new Unreadable("The JPEG has a segment without a length.");
    const content = await takeAll(source, size);
    if (marker === exifMarker && isExif(content)) {
      orientation = orientationIn(content);
      if (orientation !== 1) yield segment(marker, exifOf(orientation));
      continue;
    }
    if (isFrame(marker)) {
      // A decoder believes the first one, whatever comes later.
      if (hasFrame) throw new Unreadable("The JPEG has two sizes.");
      hasFrame = true;
      readSize(content, orientation, found);
    }
    if (isKept(marker, content)) yield segment(marker, content);
    if (marker === startOfScan) yield* scan(source);
  }
}

const startOfScan = 0xda;
const endOfImage = 0xd9;
const exifMarker = 0xe1;

async function markerAt(source: ByteSource): Promise<number> {
  let [first, marker] = await takeAll(source, 2);
  if (first !== 0xff) throw new Unreadable("The JPEG is damaged.");
  // Any number of them may stand before a marker.
  while (marker === 0xff) [marker] = await takeAll(source, 1);
  return marker ?? 0;
}

/** Markers without a length: restarts and the like. */
function isAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** All that is not an application's or a comment; of applications' what decides about colours. */
function isKept(marker: number, content: Uint8Array): boolean {
  if (marker === 0xfe) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  return beginsWith(content, applications[marker]);
}

const applications: Readonly<Record<number, string>> = { 224: "JFIF", 226: "ICC_PROFILE", 238: "Adobe" };

function beginsWith(content: Uint8Array, name: string | undefined): boolean {
  return name !== undefined && [...name].every((sign, index) => content[index] === sign.charCodeAt(0));
}

function readSize(content: Uint8Array, orientation: Orientation, found: SizeFound): void {
  if (content.length < 5) throw new Unreadable("The JPEG has no size.");
  const view = new DataView(content.buffer, content.byteOffset);
  const [height, width] = [view.getUint16(1), view.getUint16(3)];
  const [across, down] = isSideways(orientation) ? [height, width] : [width, height];
  Object.assign(found, foundSize(across, down));
}

function segment(marker: number, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(content.length + 4);
  bytes.set([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff]);
  bytes.set(content, 4);
  return bytes;
}

/** What is compressed: up to the next marker that is no restart. */
async function* scan(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (;;) {
    const chunk = await source.next();
    if (chunk === null) throw new Unreadable("The file is cut off.");
    const end = endOfScan(chunk);
    if (end < chunk.length && end < chunk.length - 1) {
      source.putBack(chunk.subarray(end));
      yield chunk.subarray(0, end);
      return;
    }
    // The last byte may begin a marker.
    if (end < chunk.length) {
      const after = await source.peek(1);
      if (after.length === 0) throw new Unreadable("The file is cut off.");
      yield chunk.subarray(0, end);
      source.putBack(chunk.subarray(end));
      if (isMarker(after[0])) return;
      yield takeAll(source, 2);
      continue;
    }
    yield chunk;
  }
}

/** Where the first marker is, or a last byte that may begin one. The length if there is neither. */
function endOfScan(chunk: Uint8Array): number {
  for (let at = chunk.indexOf(0xff); at !== -1; at = chunk.indexOf(0xff, at + 1))
    if (at === chunk.length - 1 || isMarker(chunk[at + 1])) return at;
  return chunk.length;
}

/** A zero stands for the byte before it. Restarts belong to what is compressed. */
function isMarker(second: number | undefined): boolean {
  return second !== undefined && second !== 0 && !(second >= 0xd0 && second <= 0xd7);
}
