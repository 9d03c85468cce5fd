import { describe, expect, it } from "vitest";
import type { SizeFound } from "../../../src/modules/media/bytes/detect.ts";
import { withoutJpegMetadata } from "../../../src/modules/media/bytes/jpeg.ts";
import { withoutMovieMetadata } from "../../../src/modules/media/bytes/movie.ts";
import { withoutPngMetadata } from "../../../src/modules/media/bytes/png.ts";
import { openSource, Unreadable } from "../../../src/modules/media/bytes/source.ts";
import { withoutWebpMetadata } from "../../../src/modules/media/bytes/webp.ts";
import { ascii, concat, inChunks, joined, textOf, uint32 } from "../../support/media/bytes.ts";
import { jpegWithMetadata } from "../../support/media/jpeg.ts";

const sizes = [1, 2, 3, 7, 64, 100_000];

async function cleanJpeg(bytes: Uint8Array, chunk = 64) {
  const found: SizeFound = { width: null, height: null };
  const clean = await joined(withoutJpegMetadata(openSource(inChunks(bytes, chunk)), found));
  return { clean, found };
}

describe("a JPEG", () => {
  it.each(sizes)(
    "loses where it was taken, and all else that is said about it, in chunks of %i",
    async (chunk) => {
      const { clean } = await cleanJpeg(jpegWithMetadata(), chunk);
      const text = textOf(clean);
      for (const secret of ["GPS", "XMP", "IPTC", "MPF", "comment", "<script>", "film"])
        expect(text).not.toContain(secret);
    },
  );

  it.each(sizes)("keeps its picture and its colours, in chunks of %i", async (chunk) => {
    const { clean } = await cleanJpeg(jpegWithMetadata(), chunk);
    expect(textOf(clean)).toContain("ICC_PROFILE\0\u0001\u0001colours");
    expect([...clean.subarray(-10)]).toEqual([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 0xff, 0xd9]);
  });

  it("keeps how it is turned, and its size is that of the turned picture", async () => {
    const { clean, found } = await cleanJpeg(jpegWithMetadata({ orientation: 6 }));
    expect(found).toEqual({ width: 30, height: 40 });
    expect((await cleanJpeg(clean)).found).toEqual({ width: 30, height: 40 });
    expect((await cleanJpeg(jpegWithMetadata({ orientation: 1 }))).found).toEqual({ width: 40, height: 30 });
  });

  it("is the same when it is cleaned again", async () => {
    const { clean } = await cleanJpeg(jpegWithMetadata());
    expect((await cleanJpeg(clean)).clean).toEqual(clean);
  });

  it("is unreadable if it says its size twice, as its decoder would believe the other one", async () => {
    const size = (side: number) =>
      concat([0xff, 0xc0, 0, 11, 8, side >> 8, side & 0xff, side >> 8, side & 0xff], [1, 1, 0x11, 0]);
    const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2];
    const jpeg = (...frames: readonly Uint8Array[]) =>
      concat([0xff, 0xd8], ...frames.flatMap((frame) => [frame, scan]), [0xff, 0xd9]);
    expect((await cleanJpeg(jpeg(size(20_000)))).found).toEqual({ width: 20_000, height: 20_000 });
    await expect(cleanJpeg(jpeg(size(20_000), size(16)))).rejects.toThrow(Unreadable);
  });

  it("is unreadable if it is cut off anywhere", async () => {
    const whole = jpegWithMetadata();
    const end = textOf(whole).indexOf("<html>");
    for (let length = 2; length < end; length += 5)
      await expect(cleanJpeg(whole.subarray(0, length))).rejects.toThrow(Unreadable);
  });
});

const chunkOf = (name: string, data: Uint8Array) => concat(uint32(data.length), ascii(name), data, uint32(0));

describe("a PNG", () => {
  const head = concat([0x89], ascii("PNG\r\n\u001a\n"));
  const sized = (side: number) => chunkOf("IHDR", concat(uint32(side), uint32(side), new Uint8Array(5)));
  const parts = { head: sized(7), data: chunkOf("IDAT", ascii("pixels")) };
  const end = chunkOf("IEND", new Uint8Array(0));

  const cleanPng = async (bytes: Uint8Array, chunk = 8) => {
    const found: SizeFound = { width: null, height: null };
    const clean = await joined(withoutPngMetadata(openSource(inChunks(bytes, chunk)), found));
    return { clean, found };
  };

  it.each(sizes)("loses its texts and EXIF, and what comes after its end, in chunks of %i", async (chunk) => {
    const secrets = ["eXIf", "tEXt", "iTXt", "zTXt", "tIME", "prVt"].map((name) =>
      chunkOf(name, ascii("GPS")),
    );
    const png = concat(head, parts.head, ...secrets, parts.data, end, ascii("<script>"));
    const { clean, found } = await cleanPng(png, chunk);
    expect(clean).toEqual(concat(head, parts.head, parts.data, end));
    expect(found).toEqual({ width: 7, height: 7 });
  });

  it("is unreadable without its end", async () => {
    const png = concat(head, parts.head, parts.data);
    await expect(cleanPng(png)).rejects.toThrow(Unreadable);
  });

  it("is unreadable if its first chunk is not its size, or if it has two sizes", async () => {
    for (const chunks of [
      [chunkOf("CgBI", new Uint8Array(4)), sized(20_000)],
      [parts.data, sized(20_000)],
      [sized(16), sized(20_000)],
      [chunkOf("IHDR", new Uint8Array(14))],
    ])
      await expect(cleanPng(concat(head, ...chunks, parts.data, end))).rejects.toThrow(Unreadable);
  });
});

describe("a WebP", () => {
  const chunk = (name: string, data: Uint8Array) =>
    concat(ascii(name), uint32(data.length, true), data, new Uint8Array(data.length % 2));
  const webp = (...chunks: readonly Uint8Array[]) => {
    const body = concat(ascii("WEBP"), ...chunks);
    return concat(ascii("RIFF"), uint32(body.length, true), body);
  };

  it.each(sizes)("has zeros in place of its EXIF and XMP, in chunks of %i", async (size) => {
    const extended = Uint8Array.of(0x1e, 0, 0, 0, 9, 0, 0, 9, 0, 0);
    const pixels = chunk("VP8 ", ascii("odd"));
    const whole = webp(
      chunk("VP8X", extended),
      pixels,
      chunk("EXIF", ascii("GPS")),
      chunk("XMP ", ascii("GPS!")),
    );
    const clean = await joined(
      withoutWebpMetadata(openSource(inChunks(concat(whole, ascii("<html>")), size))),
    );
    expect(clean.length).toBe(whole.length);
    expect(textOf(clean)).not.toContain("GPS");
    expect(textOf(clean)).toContain("VP8 \u0003\0\0\0odd");
    expect(clean[20]).toBe(0x12);
  });
});

describe("an MP4", () => {
  const box = (name: string, ...content: readonly Uint8Array[]) => {
    const inside = concat(...content);
    return concat(uint32(inside.length + 8), ascii(name), inside);
  };

  it.each(sizes)(
    "has zeros in place of where it was filmed, and nothing moves, in chunks of %i",
    async (size) => {
      const place = box("udta", box("\u00a9xyz", ascii("+52.5+013.4/")));
      const track = box("trak", box("tkhd", ascii("track")), box("meta", ascii("GPS")));
      const film = concat(
        box("ftyp", ascii("isom")),
        box("mdat", ascii("frames udta")),
        box("moov", box("mvhd", ascii("head")), track, place),
        box("uuid", ascii("XMP")),
      );
      const clean = await joined(withoutMovieMetadata(openSource(inChunks(film, size))));
      expect(clean.length).toBe(film.length);
      for (const secret of ["+52", "GPS", "XMP"]) expect(textOf(clean)).not.toContain(secret);
      for (const kept of ["frames udta", "head", "track"]) expect(textOf(clean)).toContain(kept);
    },
  );
});
