import { mediaTypeNamed } from "./types.ts";

/** How much of a file tells its type and, of most images, their size. */
export const headBytes = 64 * 1024;

/** The media type of a file by its first bytes. Null if it is none that is taken. */
export async function detectType(head: Uint8Array): Promise<string | null> {
  if (isDrawing(head)) return "image/svg+xml";
  const { fileTypeFromBuffer } = await import("file-type/core");
  // Some files announce a length that is beyond the head.
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  const type = found === undefined ? null : mediaTypeNamed(found.mime.split(";")[0] ?? "");
  // An XML that is no SVG has an alias of it.
  return type === "image/svg+xml" ? null : type;
}

/** XML whose root is an SVG. Comments and a document type may stand before it. */
function isDrawing(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head.subarray(0, 8 * 1024));
  return /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*|<!DOCTYPE\s+svg[^>[]*(?:\[[^\]]*\][^>]*)?>\s*)*<svg[\s>]/i.test(
    text,
  );
}

/** What is found out about an image while it passes. */
export interface SizeFound {
  width: number | null;
  height: number | null;
}

/** A size as a header says it, where zero says nothing. */
export function foundSize(width: number | undefined, height: number | undefined): SizeFound {
  return { width: pixels(width), height: pixels(height) };
}

/** The size of an image in pixels, by its first bytes. */
export async function sizeOf(head: Uint8Array): Promise<SizeFound> {
  const { imageSize } = await import("image-size");
  try {
    const { width, height } = imageSize(head);
    return foundSize(width, height);
  } catch {
    return { width: null, height: null };
  }
}

function pixels(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) && value >= 1 ? Math.round(value) : null;
}
