import { type PointedError, refusal } from "../../../../kernel/api/problem.ts";
import { maxErrors } from "../../../../kernel/api/validation.ts";
import { ok, type Result, refused } from "../../../../kernel/values/result.ts";
import { type ProductState, productLimits } from "../../../products/index.ts";
import type { FileProduct } from "../../shopify/schema.ts";

/**
 * The images of a product in a file, with those of its variants behind them, as Shopify has them. If the file has no
 * column for images, the product keeps its own. Undefined if nothing is said about images.
 */
export function imagesOf(
  { images, variants }: Pick<FileProduct, "images" | "variants">,
  current: ProductState["images"],
): Result<FileProduct["images"]> {
  const kept = images ?? current.map(({ url, alt }) => ({ url, alt }));
  const known = new Set(kept.map(({ url }) => url));
  const added: string[] = [];
  const errors: PointedError[] = [];
  for (const [index, { image }] of variants.entries()) {
    if (image === null || image === undefined || known.has(image)) continue;
    if (kept.length + added.length === productLimits.images.value) {
      errors.push({ pointer: `/variants/${index}/image`, code: "too-big", detail: tooMany });
      continue;
    }
    known.add(image);
    added.push(image);
  }
  if (errors.length > 0) return refused(refusal("too-large", tooMany, errors.slice(0, maxErrors)));
  if (images === undefined && added.length === 0) return ok(undefined);
  return ok([...kept, ...added.map((url) => ({ url, alt: null }))]);
}

/** A file says no sizes. An image of the product keeps its own. */
export function withSizes(
  images: FileProduct["images"],
  current: ProductState["images"],
): FileProduct["images"] {
  const sizeByUrl = new Map(current.map(({ url, width, height }) => [url, { width, height }] as const));
  return images?.map((one) => ({ ...one, ...sizeByUrl.get(one.url) }));
}

const tooMany = `A product has at most ${productLimits.images.value} images, with those of its variants.`;
