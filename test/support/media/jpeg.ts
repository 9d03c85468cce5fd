import { ascii, concat, uint32 } from "./bytes.ts";

const segment = (marker: number, content: Uint8Array) =>
  concat([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff], content);

/** EXIF with an orientation, and the place 52° 31' N. */
export function exifWithPlace(orientation: number): Uint8Array {
  const rational = (value: number) => concat(uint32(value), uint32(1));
  const entry = (tag: number, type: number, count: number, value: readonly number[] | Uint8Array) =>
    concat([tag >> 8, tag & 0xff, 0, type], uint32(count), value);
  const gpsAt = 8 + 2 + 2 * 12 + 4;
  const latitudeAt = gpsAt + 2 + 2 * 12 + 4;
  return concat(
    ascii("Exif\0\0MM\0*"),
    uint32(8),
    [0, 2],
    entry(0x0112, 3, 1, [0, orientation, 0, 0]),
    entry(0x8825, 4, 1, uint32(gpsAt)),
    uint32(0),
    [0, 2],
    entry(1, 2, 2, ascii("N\0\0\0")),
    entry(2, 5, 3, uint32(latitudeAt)),
    uint32(0),
    ...[52, 31, 0].map(rational),
    ascii("GPS of a home"),
  );
}

/** A JPEG with everything that cameras add. Its picture is none, but its segments are. */
export function jpegWithMetadata({ orientation = 6, width = 40, height = 30 } = {}): Uint8Array<ArrayBuffer> {
  return concat(
    [0xff, 0xd8],
    segment(0xe0, concat(ascii("JFIF\0"), [1, 1, 0, 0, 1, 0, 1, 0, 0])),
    segment(0xe1, exifWithPlace(orientation)),
    segment(0xe1, ascii("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>XMP place</x:xmpmeta>")),
    segment(0xe2, ascii("ICC_PROFILE\0\u0001\u0001colours")),
    segment(0xe2, ascii("MPF\0another picture")),
    segment(0xed, ascii("Photoshop 3.0\0IPTC city")),
    segment(0xfe, ascii("a comment <script>")),
    segment(0xdb, new Uint8Array(65)),
    segment(0xc0, Uint8Array.of(8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0)),
    segment(0xc4, new Uint8Array(20)),
    segment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
    // A byte 0xff of the picture itself, and a restart.
    [1, 2, 0xff, 0, 3, 0xff, 0xd0, 4],
    [0xff, 0xd9],
    ascii("<html><script>alert(1)</script> a film with GPS"),
  );
}
