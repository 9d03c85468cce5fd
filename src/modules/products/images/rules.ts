import { type PointedError, refusal } from "../../../kernel/api/problem.ts";
import { maxErrors } from "../../../kernel/api/validation.ts";
import { canonicalId } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { mediaIds } from "../../media/ids.ts";
import type { MediaImage } from "../../media/index.ts";
import { type Image, type ImageInput, mediaIdIn } from "./schema.ts";

/** An image whose address is known. */
type LinkedImage = Pick<Image, "url"> & Partial<Omit<ImageInput, "url">>;

/** Looks up a tenant's own files. */
export type ImageBook = (mediaId: string) => MediaImage | undefined;

/** Gives images that are the tenant's own files what is known of them: address, size, and alt text. */
export function linkImages<Images extends readonly ImageInput[] | undefined>(
  images: Images,
  imageOf: ImageBook,
  current?: readonly Image[],
): Result<Images extends undefined ? undefined | LinkedImage[] : LinkedImage[]>;
export function linkImages(
  images: readonly ImageInput[] | undefined,
  imageOf: ImageBook,
  current: readonly Image[] = [],
): Result<LinkedImage[] | undefined> {
  if (images === undefined) return ok(undefined);
  const errors: PointedError[] = [];
  const linked = images.map((one, index): LinkedImage => {
    const named = one.mediaId ?? mediaIdIn(one.url ?? "");
    const plain = { ...one, url: one.url ?? "", mediaId: null };
    if (named === null) return plain;
    const found = imageOf(canonicalId(mediaIds.media, named));
    // A file that was deleted in spite of the product stays named there until somebody takes it out.
    const kept = current.find(({ mediaId, url }) => mediaId === named && (one.url ?? url) === url);
    if (found === undefined && kept !== undefined) return { ...kept, alt: one.alt ?? kept.alt };
    if (found === undefined) {
      const pointer = `/images/${index}/${typeof one.mediaId === "string" ? "mediaId" : "url"}`;
      errors.push({ pointer, code: "unknown-reference", detail: "There is no such image." });
      return plain;
    }
    return { ...found, alt: one.alt ?? found.alt };
  });
  if (errors.length === 0) return ok(linked);
  return refused(
    refusal("unknown-reference", "An image is no file of this tenant.", errors.slice(0, maxErrors)),
  );
}

/** A product's images in their order. */
export function placedImages(images: readonly LinkedImage[]): Image[] {
  return images.map(({ url, alt, width, height, mediaId }, index) => ({
    url,
    alt: alt ?? null,
    position: index,
    width: width ?? null,
    height: height ?? null,
    mediaId: mediaId ?? null,
  }));
}
