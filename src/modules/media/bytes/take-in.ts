import { refusal } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { detectType, headBytes, type SizeFound, sizeOf } from "./detect.ts";
import { cleanDrawing } from "./drawing.ts";
import { withoutJpegMetadata } from "./jpeg.ts";
import { withoutMovieMetadata } from "./movie.ts";
import { fileNameOf } from "./names.ts";
import { withoutPngMetadata } from "./png.ts";
import type { SentFile } from "./sent-file.ts";
import { type ByteSource, openSource, pass } from "./source.ts";
import { kindOf, mediaTypeNamed } from "./types.ts";
import { withoutWebpMetadata } from "./webp.ts";

/** A file that can be stored: its type was found out, and its bytes are cleaned while they pass. */
export interface TakenFile {
  readonly name: string;
  readonly mediaType: string;
  /** Cleaned. Throws `Unreadable`. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The size in pixels, once all bytes have passed. Null for what has none. */
  readonly size: () => { readonly width: number | null; readonly height: number | null };
}

/** Finds out what a file is by its content. Refuses what is not taken, and what claims to be something else. */
export async function takeIn({ bytes, name, declared }: SentFile): Promise<Result<TakenFile>> {
  const source = openSource(bytes);
  const head = (await source.peek(headBytes)).slice();
  const mediaType = await detectType(head);
  if (mediaType === null) {
    const detail =
      head.length === 0 ? "The file is empty." : "The content is of no type that media can have.";
    return refused(refusal("unsupported-media", detail));
  }
  if (declared !== null && mediaTypeNamed(declared) !== mediaType) {
    const detail = `The content is ${mediaType}, not ${declared.slice(0, 100)}.`;
    return refused(refusal("media-type-mismatch", detail));
  }
  const isSized = kindOf(mediaType) === "image" && !sizedWhileRead.includes(mediaType);
  const found: SizeFound = isSized ? { ...(await sizeOf(head)) } : { width: null, height: null };
  const cleaned = clean(mediaType, source, found);
  return ok({ name: fileNameOf(name, mediaType), mediaType, bytes: cleaned, size: () => ({ ...found }) });
}

/** What cleans them reads their size where a decoder reads it. */
const sizedWhileRead = ["image/jpeg", "image/png"];

async function* clean(mediaType: string, source: ByteSource, found: SizeFound): AsyncGenerator<Uint8Array> {
  switch (mediaType) {
    case "image/jpeg":
      return yield* withoutJpegMetadata(source, found);
    case "image/png":
      return yield* withoutPngMetadata(source, found);
    case "image/webp":
      return yield* withoutWebpMetadata(source);
    case "video/mp4":
    case "audio/mp4":
      return yield* withoutMovieMetadata(source);
    case "image/svg+xml": {
      const drawing = await cleanDrawing(source);
      Object.assign(found, await sizeOf(drawing));
      return yield drawing;
    }
    default:
      return yield* pass(source, Number.POSITIVE_INFINITY);
  }
}
