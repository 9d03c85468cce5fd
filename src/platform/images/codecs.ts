import mozjpegDecoder from "@jsquash/jpeg/codec/dec/mozjpeg_dec.js";
import jpegDecoderModule from "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm";
import mozjpegEncoder from "@jsquash/jpeg/codec/enc/mozjpeg_enc.js";
import jpegEncoderModule from "@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm";
import { defaultOptions as jpegOptions } from "@jsquash/jpeg/meta.js";
import { initEmscriptenModule } from "@jsquash/jpeg/utils.js";
import initPng, { decode as decodePng, encode as encodePng } from "@jsquash/png/codec/pkg/squoosh_png.js";
import * as pngWasm from "@jsquash/png/codec/pkg/squoosh_png_bg.wasm";
import initResize, { resize } from "@jsquash/resize/lib/resize/pkg/squoosh_resize.js";
import * as resizeWasm from "@jsquash/resize/lib/resize/pkg/squoosh_resize_bg.wasm";
import webpDecoder from "@jsquash/webp/codec/dec/webp_dec.js";
import webpDecoderModule from "@jsquash/webp/codec/dec/webp_dec.wasm";
import webpEncoder from "@jsquash/webp/codec/enc/webp_enc_simd.js";
import webpEncoderModule from "@jsquash/webp/codec/enc/webp_enc_simd.wasm";
import { defaultOptions as webpOptions } from "@jsquash/webp/meta.js";
import type { ImageFormat, Rendition } from "../../kernel/api/rendition.ts";
import { bytesOf } from "./bytes.ts";
import { type Cut, cutOf } from "./geometry.ts";
import { pixelsInHeader } from "./header.ts";
import type { OpenImage, StoredImage } from "./image.ts";
import { createTurns } from "./turns.ts";

/** Pixels of four bytes each. */
interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** A render takes a second or two, and the reading of its file hardly longer. */
const turns = createTurns({ workMs: 8_000, mostWaits: 100 });

/** Renders one image at a time, because the memory of an isolate has room for one. */
export function renderOneByOne(
  open: OpenImage,
  image: StoredImage,
  rendition: Rendition,
): Promise<Uint8Array | null> {
  return turns.take(async (hasWaited) => {
    const stream = await open(hasWaited);
    return stream === null ? null : render(stream, image, rendition);
  });
}

async function render(
  stream: ReadableStream<Uint8Array>,
  { mediaType, width, height }: StoredImage,
  rendition: Rendition,
): Promise<Uint8Array | null> {
  const bytes = await bytesOf(stream);
  const pixels = pixelsInHeader(bytes, mediaType);
  // A decoder makes room for what the header says, and that may be more than what is known of the file.
  if (pixels === null || pixels > width * height) return null;
  const decoded = await decode(bytes, mediaType).catch(() => null);
  if (decoded === null || decoded.width * decoded.height > width * height) return null;
  return encode(await scaled(decoded, cutOf(decoded, rendition)), rendition.format);
}

/** What the bundler makes of a `.wasm`. The packages declare something else: what its functions are. */
function moduleIn(imported: object): WebAssembly.Module {
  const module: unknown = Reflect.get(imported, "default");
  if (!(module instanceof WebAssembly.Module)) throw new Error("a codec is not in the bundle");
  return module;
}

/** The decoders make an ImageData, which the runtime lacks. */
function provideImageData(): void {
  if (Reflect.has(globalThis, "ImageData")) return;
  Reflect.set(
    globalThis,
    "ImageData",
    class {
      readonly data: Uint8ClampedArray;
      readonly width: number;
      readonly height: number;
      constructor(data: Uint8ClampedArray, width: number, height: number) {
        [this.data, this.width, this.height] = [data, width, height];
      }
    },
  );
}

/** Each decoder is made anew: the memory of one that has had a large image never shrinks. */
async function decode(bytes: Uint8Array<ArrayBuffer>, mediaType: string): Promise<Pixels | null> {
  provideImageData();
  switch (mediaType) {
    case "image/jpeg": {
      const decoder = await initEmscriptenModule(mozjpegDecoder, jpegDecoderModule);
      // Turned as its orientation says.
      return decoder.decode(bytes.buffer, true);
    }
    case "image/webp": {
      if (isAnimated(bytes)) return null;
      const decoder = await initEmscriptenModule(webpDecoder, webpDecoderModule);
      return decoder.decode(bytes.buffer);
    }
    case "image/png":
      await initPng(moduleIn(pngWasm));
      return decodePng(bytes);
    default:
      return null;
  }
}

/** The flag of the extended header. */
function isAnimated(webp: Uint8Array): boolean {
  const name = String.fromCharCode(...webp.subarray(12, 16));
  return name === "VP8X" && ((webp[20] ?? 0) & 0x02) !== 0;
}

async function scaled(pixels: Pixels, { left, top, source, target }: Cut): Promise<Pixels> {
  const part = cropped(pixels, left, top, source.width, source.height);
  if (part.width === target.width && part.height === target.height) return part;
  await initResize(moduleIn(resizeWasm));
  const bytes = new Uint8Array(part.data.buffer, part.data.byteOffset, part.data.byteLength);
  const data = resize(bytes, part.width, part.height, target.width, target.height, lanczos3, true, false);
  return { ...target, data };
}

const lanczos3 = 3;

function cropped(pixels: Pixels, left: number, top: number, width: number, height: number): Pixels {
  if (width === pixels.width && height === pixels.height) return pixels;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row += 1) {
    const start = ((top + row) * pixels.width + left) * 4;
    data.set(pixels.data.subarray(start, start + width * 4), row * width * 4);
  }
  return { data, width, height };
}

const quality = 80;

async function encode({ data, width, height }: Pixels, format: ImageFormat): Promise<Uint8Array | null> {
  switch (format) {
    case "jpeg": {
      const encoder = await initEmscriptenModule(mozjpegEncoder, jpegEncoderModule);
      return encoder.encode(onWhite(data), width, height, { ...jpegOptions, quality });
    }
    case "webp": {
      const encoder = await initEmscriptenModule(webpEncoder, webpEncoderModule);
      return encoder.encode(data, width, height, { ...webpOptions, quality });
    }
    case "png":
      await initPng(moduleIn(pngWasm));
      return encodePng(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), width, height, 8);
    case "avif":
      return null;
  }
}

/** A JPEG has no transparency. */
function onWhite(data: Uint8ClampedArray): Uint8ClampedArray {
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] ?? 255;
    if (alpha === 255) continue;
    for (let channel = at; channel < at + 3; channel += 1)
      data[channel] = ((data[channel] ?? 0) * alpha + 255 * (255 - alpha)) / 255;
    data[at + 3] = 255;
  }
  return data;
}
