import { describe, expect, it } from "vitest";
import { pixelsInHeader } from "../../../src/platform/images/header.ts";
import { ascii, concat, uint32 } from "../../support/media/bytes.ts";
import { jpegWithMetadata } from "../../support/media/jpeg.ts";
import { pngOf } from "../../support/media/png.ts";

const webp = (name: string, data: readonly number[]) =>
  concat(ascii("RIFF"), uint32(22, true), ascii("WEBP"), ascii(name), uint32(data.length, true), data);

describe("the pixels of which a header speaks", () => {
  it.each([
    ["a JPEG", "image/jpeg", jpegWithMetadata({ width: 300, height: 200 }), 60_000],
    ["an extended WebP", "image/webp", webp("VP8X", [0, 0, 0, 0, 9, 0, 0, 0x1f, 0x4e, 0]), 200_000],
    ["a lossy WebP", "image/webp", webp("VP8 ", [0, 0, 0, 0x9d, 1, 0x2a, 10, 0x40, 20, 0x80]), 200],
    ["a lossless WebP", "image/webp", webp("VP8L", [0x2f, 9, 0xc0, 4, 0, 0, 0, 0, 0, 0]), 200],
    ["a JPEG without a frame", "image/jpeg", concat([0xff, 0xd8, 0xff, 0xd9]), null],
    [
      "a PNG that begins with another chunk",
      "image/png",
      concat(new Uint8Array(12), ascii("CgBI12345678")),
      null,
    ],
    ["a file that is cut off", "image/webp", ascii("RIFF"), null],
  ])("are those that the decoder makes room for: %s", (_, mediaType, bytes, pixels) => {
    expect(pixelsInHeader(bytes, mediaType)).toBe(pixels);
  });

  it("are those of the first chunk of a PNG", async () => {
    expect(pixelsInHeader(await pngOf(30, 20), "image/png")).toBe(600);
  });

  it("are those of the first frame of a JPEG, whatever comes later", () => {
    const [large, tiny] = [
      { width: 20_000, height: 20_000 },
      { width: 16, height: 16 },
    ];
    const both = concat(jpegWithMetadata(large), jpegWithMetadata(tiny));
    expect(pixelsInHeader(both, "image/jpeg")).toBe(400_000_000);
  });
});
