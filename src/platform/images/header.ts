/** How many pixels a decoder will make room for, by the header that it believes. Null if there is none. */
export function pixelsInHeader(bytes: Uint8Array, mediaType: string): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  switch (mediaType) {
    case "image/jpeg":
      return inJpeg(view);
    case "image/png":
      return inPng(view);
    case "image/webp":
      return inWebp(view);
    default:
      return null;
  }
}

/** The first frame. Others would come after it. */
function inJpeg(view: DataView): number | null {
  for (let at = 2; at + 9 <= view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return view.getUint16(at + 5) * view.getUint16(at + 7);
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else at += 2 + view.getUint16(at + 2);
  }
  return null;
}

function inPng(view: DataView): number | null {
  return view.byteLength >= 24 && nameAt(view, 12) === "IHDR"
    ? view.getUint32(16) * view.getUint32(20)
    : null;
}

/** The first chunk. The frame within has to be of the same size. */
function inWebp(view: DataView): number | null {
  if (view.byteLength < 30) return null;
  switch (nameAt(view, 12)) {
    case "VP8X":
      return (1 + uint24(view, 24)) * (1 + uint24(view, 27));
    case "VP8 ":
      return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff);
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return (1 + (bits & 0x3fff)) * (1 + ((bits >>> 14) & 0x3fff));
    }
    default:
      return null;
  }
}

function nameAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + 0x10000 * view.getUint8(at + 2);
}
