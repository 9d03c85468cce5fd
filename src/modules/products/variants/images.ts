import { type PointedError, refusal } from "../../../kernel/api/problem.ts";
import { maxErrors } from "../../../kernel/api/validation.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";

/** The image that a request gives a variant, and where. */
interface GivenImage {
  readonly image: string | null | undefined;
  readonly pointer: string;
}

/** Checks that every variant's image is one of the product's. */
export function checkVariantImages(
  images: readonly { readonly url: string }[],
  given: readonly GivenImage[],
): Result<null> {
  const urls = new Set(images.map(({ url }) => url));
  const errors = given.flatMap(({ image, pointer }): readonly PointedError[] =>
    image === null || image === undefined || urls.has(image)
      ? []
      : [{ pointer, code: "unknown-reference", detail: "The product has no image with this URL." }],
  );
  return errors.length === 0
    ? ok(null)
    : refused(
        refusal(
          "unknown-reference",
          "A variant's image is one of its product's images.",
          errors.slice(0, maxErrors),
        ),
      );
}
