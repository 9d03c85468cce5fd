/** How an image is to be turned and mirrored: 1 as it is, up to 8. */
export type Orientation = number;

const begin = [0x45, 0x78, 0x69, 0x66, 0, 0];

/** Whether a segment's content is EXIF. */
export function isExif(content: Uint8Array): boolean {
  return begin.every((byte, index) => content[index] === byte);
}

const orientationTag = 0x0112;
const shortType = 3;

/** The orientation that EXIF says. 1 if it says none. */
export function orientationIn(content: Uint8Array): Orientation {
  const tiff = new DataView(content.buffer, content.byteOffset + begin.length, content.length - begin.length);
  if (tiff.byteLength < 8) return 1;
  const isLittle = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, isLittle);
  if (directory + 2 > tiff.byteLength) return 1;
  const entries = tiff.getUint16(directory, isLittle);
  for (let index = 0; index < entries; index += 1) {
    const entry = directory + 2 + 12 * index;
    if (entry + 12 > tiff.byteLength) return 1;
    if (tiff.getUint16(entry, isLittle) !== orientationTag) continue;
    const value = tiff.getUint16(entry + 8, isLittle);
    return tiff.getUint16(entry + 2, isLittle) === shortType && value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** EXIF with an orientation, and nothing else. */
export function exifOf(orientation: Orientation): Uint8Array<ArrayBuffer> {
  const tiff = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1];
  const entry = [0x01, 0x12, 0, shortType, 0, 0, 0, 1, 0, orientation, 0, 0];
  return new Uint8Array([...begin, ...tiff, ...entry, 0, 0, 0, 0]);
}

/** Whether it lies on its side. */
export function isSideways(orientation: Orientation): boolean {
  return orientation >= 5;
}
