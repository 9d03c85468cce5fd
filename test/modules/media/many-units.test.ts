import { describe, expect, it } from "vitest";
import { withoutJpegMetadata } from "../../../src/modules/media/bytes/jpeg.ts";
import { withoutMovieMetadata } from "../../../src/modules/media/bytes/movie.ts";
import { withoutPngMetadata } from "../../../src/modules/media/bytes/png.ts";
import { type ByteSource, openSource, Unreadable } from "../../../src/modules/media/bytes/source.ts";
import { withoutWebpMetadata } from "../../../src/modules/media/bytes/webp.ts";
import { ascii, concat, inChunks, joined, uint32 } from "../../support/media/bytes.ts";

const found = { width: null, height: null };
const empty = new Uint8Array(0);
const pngChunk = (name: string, data: Uint8Array) =>
  concat(uint32(data.length), ascii(name), data, uint32(0));

/** The beginning of a file, what it is filled with, its end, and how it is read. */
const formats = {
  "a JPEG of empty segments": {
    begin: concat([0xff, 0xd8]),
    unit: concat([0xff, 0xed, 0, 2]),
    end: concat([0xff, 0xd9]),
    clean: (source: ByteSource) => withoutJpegMetadata(source, { ...found }),
  },
  "a PNG of empty chunks": {
    begin: concat([0x89], ascii("PNG\r\n\u001a\n"), pngChunk("IHDR", new Uint8Array(13))),
    unit: pngChunk("tEXt", empty),
    end: pngChunk("IEND", empty),
    clean: (source: ByteSource) => withoutPngMetadata(source, { ...found }),
  },
  "a WebP of empty chunks": {
    begin: concat(ascii("RIFF"), uint32(4 + 8 * 150_000, true), ascii("WEBP")),
    unit: concat(ascii("XMP "), uint32(0, true)),
    end: empty,
    clean: withoutWebpMetadata,
  },
  "an MP4 of empty boxes": {
    begin: concat(uint32(8), ascii("ftyp")),
    unit: concat(uint32(8), ascii("udta")),
    end: empty,
    clean: withoutMovieMetadata,
  },
};

function filled(begin: Uint8Array, unit: Uint8Array, end: Uint8Array, count: number): Uint8Array {
  const bytes = new Uint8Array(begin.length + unit.length * count + end.length);
  bytes.set(begin);
  for (let index = 0; index < count; index += 1) bytes.set(unit, begin.length + index * unit.length);
  bytes.set(end, begin.length + unit.length * count);
  return bytes;
}

describe.each(Object.entries(formats))("%s", (_, { begin, unit, end, clean }) => {
  it("is unreadable if there are too many of them", async () => {
    const bytes = filled(begin, unit, end, 150_000);
    await expect(joined(clean(openSource(inChunks(bytes, 64 * 1024))))).rejects.toThrow(/too many pieces/);
    await expect(joined(clean(openSource(inChunks(bytes, 64 * 1024))))).rejects.toThrow(Unreadable);
  });
});

describe("bytes that are given back", () => {
  it("are not copied, so that a file of small chunks is read in a time that grows with its length alone", async () => {
    const chunk = new Uint8Array(1_000);
    const source = openSource(inChunks(chunk, 1_000));
    for (let at = 0; at < 1_000; at += 1) {
      const rest = await source.next();
      expect(rest?.buffer).toBe(chunk.buffer);
      expect(rest?.length).toBe(1_000 - at);
      source.putBack(rest?.subarray(1) ?? empty);
    }
    expect(await source.next()).toBeNull();
  });

  it("come again before what follows, wherever they are from", async () => {
    const source = openSource(inChunks(Uint8Array.of(1, 2, 3, 4, 5, 6), 3));
    expect(await source.take(2)).toEqual(Uint8Array.of(1, 2));
    source.putBack(Uint8Array.of(8, 9));
    expect(await source.next()).toEqual(Uint8Array.of(8, 9, 3));
    expect(await source.peek(2)).toEqual(Uint8Array.of(4, 5));
    const rest = await source.next();
    source.putBack(rest?.subarray(1) ?? empty);
    expect(await source.take(9)).toEqual(Uint8Array.of(5, 6));
  });
});
