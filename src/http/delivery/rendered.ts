import type { DeliveredFile } from "../../kernel/api/delivery.ts";
import type { ImageFormat, Rendition } from "../../kernel/api/rendition.ts";
import { createTtlMap } from "../../kernel/values/ttl-map.ts";
import type { ImageEngine, OpenImage, StoredImage } from "../../platform/images/image.ts";
import type { AskedRendition } from "./request.ts";

/** Another size or format of an image, and where it is kept. */
export interface PlannedRendition {
  readonly key: string;
  /** Tells it from the other ones of the image. */
  readonly variant: string;
  readonly mediaType: string;
  readonly rendition: Rendition;
  readonly image: StoredImage;
}

const middle = { x: 50, y: 50 };

/** What is to be made of a file for a request. Null if it is delivered as it is. */
export function planOf(
  file: DeliveredFile,
  { width, height, fit, format: asked }: AskedRendition,
  engine: ImageEngine,
): PlannedRendition | null {
  const own = formatOf(file.mediaType);
  const format = asked !== null && engine.formats.includes(asked) ? asked : own;
  if (own === null || format === null || file.width === null || file.height === null) return null;
  const { mediaType, size } = file;
  const image = { mediaType, size, width: file.width, height: file.height };
  if (!engine.takes(image)) return null;
  const focalPoint = file.focalPoint ?? middle;
  const isCropped = fit === "cover" && width !== null && height !== null;
  const point = isCropped ? `-${focalPoint.x}-${focalPoint.y}` : "";
  const variant = `${width ?? ""}x${height ?? ""}-${isCropped ? "cover" : "contain"}${point}.${format}`;
  const rendition: Rendition = { width, height, fit: isCropped ? "cover" : "contain", format, focalPoint };
  return { key: `${file.renditions}r/${variant}`, variant, mediaType: `image/${format}`, rendition, image };
}

function formatOf(mediaType: string): ImageFormat | null {
  switch (mediaType) {
    case "image/jpeg":
      return "jpeg";
    case "image/png":
      return "png";
    case "image/webp":
      return "webp";
    case "image/avif":
      return "avif";
    default:
      return null;
  }
}

/** The bytes, or why there are none: nothing can ever be made of the image, or not at this moment. */
type Rendered = Uint8Array<ArrayBuffer> | "impossible" | "not-now";

/** Of what nothing could be made, nothing can be made a moment later. */
const impossible = createTtlMap<true>({ ttlMs: 10 * 60 * 1000, capacity: 1_000 });
/** What has failed is left alone for a while: many may ask for it. */
const failing = createTtlMap<true>({ ttlMs: 30_000, capacity: 1_000 });

/** Makes a rendition once, and keeps it. */
export async function rendered(
  bucket: R2Bucket,
  file: DeliveredFile,
  { key, mediaType, rendition, image }: PlannedRendition,
  engine: ImageEngine,
  now: number,
): Promise<Rendered> {
  const kept = await bytesAt(bucket, key);
  if (kept !== null) return kept;
  if (impossible.get(key, now) === true) return "impossible";
  if (failing.get(key, now) === true) return "not-now";
  const { open, found } = opening(bucket, file.key, key);
  const made = await engine.render(open, image, rendition).catch(() => "not-now" as const);
  if (made === "not-now") {
    failing.set(key, true, now);
    return made;
  }
  if (made === null) {
    if (found.rendition !== null) return found.rendition;
    impossible.set(key, true, now);
    return "impossible";
  }
  await bucket.put(key, made, { httpMetadata: { contentType: mediaType } });
  // The file was deleted in the meantime, and nobody would remove this.
  if ((await bucket.head(file.key)) === null) await bucket.delete(key);
  return new Uint8Array(made);
}

async function bytesAt(bucket: R2Bucket, key: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const object = await bucket.get(key);
  return object === null ? null : new Uint8Array(await object.arrayBuffer());
}

/** Opens a file for its rendition, unless another request has made that during a wait. */
function opening(bucket: R2Bucket, fileKey: string, key: string) {
  const found: { rendition: Uint8Array<ArrayBuffer> | null } = { rendition: null };
  const open: OpenImage = async (hasWaited) => {
    if (hasWaited) found.rendition = await bytesAt(bucket, key);
    return found.rendition === null ? ((await bucket.get(fileKey))?.body ?? null) : null;
  };
  return { open, found };
}
