import { type PointedError, refusal } from "../../../kernel/api/problem.ts";
import { maxErrors } from "../../../kernel/api/validation.ts";
import { canonicalId } from "../../../kernel/values/id.ts";
import { equal } from "../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { variantUpdated } from "../events.ts";
import type { Option, ProductState, Variant, VariantChange } from "../schema.ts";
import { checkVariantImages } from "../variants/images.ts";
import { checkOptions, optionAt } from "../variants/rules.ts";

/** New options and images of a product, and what its variants have of them. Absent ones stay. */
interface VariantsPatch {
  readonly options?: readonly Option[] | undefined;
  readonly images?: readonly { readonly url: string }[] | undefined;
  readonly variants?: readonly VariantChange[] | undefined;
}

/**
 * Replaces options, images, and what variants have of them in one decision: the result must fit together. A variant whose
 * image is dropped has none, unless the request gives it another one. Returns the events of the variants.
 */
export function decideVariants(current: ProductState, patch: VariantsPatch): Result<readonly NewEvent[]> {
  const changes = (patch.variants ?? []).map((change) => ({
    ...change,
    id: canonicalId(catalogueIds.variant, change.id),
  }));
  const known = checkKnown(current, changes);
  if (!known.ok) return known;
  const images = patch.images ?? current.images;
  const given = changes.map(({ image }, index) => ({ image, pointer: `/variants/${index}/image` }));
  const matching = checkVariantImages(images, given);
  if (!matching.ok) return matching;
  const fitting = checkValues(current, patch.options, changes);
  if (!fitting.ok) return fitting;
  const urls = new Set(images.map(({ url }) => url));
  return ok(
    current.variants.flatMap((variant): readonly NewEvent[] => {
      const { options, image } = changes.find(({ id }) => id === variant.id) ?? {};
      const kept = variant.image !== null && urls.has(variant.image) ? variant.image : null;
      const next = image === undefined ? kept : image;
      const changed = {
        ...(options === undefined || equal(options, variant.options) ? {} : { options }),
        ...(next === variant.image ? {} : { image: next }),
      };
      return Object.keys(changed).length === 0
        ? []
        : [variantUpdated.of(current.id, { id: variant.id, ...changed })];
    }),
  );
}

/** Checks that all variants fit the options: those that stay as they are, and those with new values. */
function checkValues(
  current: ProductState,
  newOptions: readonly Option[] | undefined,
  changes: readonly VariantChange[],
): Result<null> {
  const sent = [...changes.entries()].flatMap(([index, { id, options }]) =>
    options === undefined ? [] : [{ id, options, index }],
  );
  if (newOptions === undefined && sent.length === 0) return ok(null);
  const options = newOptions ?? current.options;
  const sentIds = new Set(sent.map(({ id }) => id));
  const others: readonly Variant[] = current.variants.filter(({ id }) => !sentIds.has(id));
  // Variants of the request come last: of two that conflict, the error is at the one in the request.
  return checkOptions(options, [...others, ...sent], (index, option) => {
    const one = sent[index - others.length];
    return one === undefined
      ? optionPointer(options, option)
      : optionAt(`/variants/${one.index}/options`, option);
  });
}

/** Where the request has the option that a variant outside of the request doesn't fit. */
function optionPointer(options: readonly Option[], name: string | null): string {
  const index = options.findIndex((option) => option.name === name);
  return index === -1 ? "/options" : `/options/${index}`;
}

function checkKnown(current: ProductState, changes: readonly VariantChange[]): Result<null> {
  const known = new Set(current.variants.map(({ id }) => id));
  const errors = changes.flatMap(({ id }, index): readonly PointedError[] =>
    known.has(id)
      ? []
      : [
          {
            pointer: `/variants/${index}/id`,
            code: "unknown-variant",
            detail: "The product has no such variant.",
          },
        ],
  );
  return errors.length === 0
    ? ok(null)
    : refused(
        refusal(
          "unknown-variant",
          "Some variants are not variants of the product.",
          errors.slice(0, maxErrors),
        ),
      );
}
