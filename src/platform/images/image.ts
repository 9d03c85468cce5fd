import type { ImageFormat, Rendition } from "../../kernel/api/rendition.ts";
import { defineLimits } from "../../kernel/limit.ts";

/** An image as it is stored. */
export interface StoredImage {
  readonly mediaType: string;
  readonly size: number;
  readonly width: number;
  readonly height: number;
}

/** Opens the file of an image. Null if nothing is to be made of it any more, which may be so after some time. */
export type OpenImage = (hasWaited: boolean) => Promise<ReadableStream<Uint8Array> | null>;

/** Makes other sizes and formats of images. */
export interface ImageEngine {
  readonly formats: readonly ImageFormat[];
  /** Whether it can make something of an image. */
  takes(image: StoredImage): boolean;
  /** Null if there is nothing to be made of it: it moves, is damaged, or could not be opened. */
  render(open: OpenImage, image: StoredImage, rendition: Rendition): Promise<Uint8Array | null>;
}

export const imageLimits = defineLimits({
  renderedPixels: {
    // An isolate has 128 MB, and a pixel takes up to 16 bytes on its way.
    value: 2_048 * 2_048,
    unit: "count",
    per: "value",
    what: "Pixels of an image of which the Worker makes other sizes, without Cloudflare's service for images",
    beyond: "it is delivered as it is",
  },
  renderedBytes: {
    value: 12 * 1024 * 1024,
    unit: "bytes",
    per: "value",
    what: "The file of such an image",
    beyond: "it is delivered as it is",
  },
  servicePixels: {
    value: 100_000_000,
    unit: "count",
    per: "value",
    what: "Pixels of an image of which Cloudflare's service for images makes other sizes",
    beyond: "it is delivered as it is",
  },
});
