import type { DeliveredFile } from "../../kernel/api/delivery.ts";
import type { ImageEngine } from "../../platform/images/image.ts";
import type { Scope } from "../scope.ts";
import { type PlannedRendition, rendered } from "./rendered.ts";
import type { Deliverable } from "./response.ts";

/** A rendition, or the file itself where there is none. */
export async function deliverableOf(
  { env: { MEDIA: bucket }, now }: Pick<Scope, "env" | "now">,
  file: DeliveredFile,
  plan: PlannedRendition | null,
  engine: ImageEngine,
): Promise<Deliverable> {
  const made = plan === null ? "impossible" : await rendered(bucket, file, plan, engine, now);
  return plan === null || typeof made === "string"
    ? originalOf(bucket, file, made === "not-now")
    : madeOf(file, plan.variant, plan.mediaType, made);
}

function originalOf(
  bucket: R2Bucket,
  { key, mediaType, size }: DeliveredFile,
  isForNow: boolean,
): Deliverable {
  return {
    mediaType,
    size,
    tag: tagOf(key),
    isForNow,
    open: async (range) => (await bucket.get(key, range === null ? {} : { range }))?.body ?? null,
  };
}

function madeOf(
  { renditions }: DeliveredFile,
  variant: string,
  mediaType: string,
  bytes: Uint8Array<ArrayBuffer>,
): Deliverable {
  return {
    mediaType,
    size: bytes.length,
    tag: tagOf(`${renditions}${variant}`),
    isForNow: false,
    open: async (range) => (range === null ? bytes : bytes.slice(range.offset, range.offset + range.length)),
  };
}

/** A file never changes, so its place says what it is. */
function tagOf(key: string): string {
  return `"${key.slice(key.indexOf("/") + 1).replaceAll("/", ".")}"`;
}
