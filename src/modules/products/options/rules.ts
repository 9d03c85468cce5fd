import { type PointedError, refusal } from "../../../kernel/api/problem.ts";
import { maxErrors } from "../../../kernel/api/validation.ts";
import { canonicalId } from "../../../kernel/values/id.ts";
import { equal } from "../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { variantUpdated } from "../events.ts";
import type { Option, ProductState, VariantChange } from "../schema.ts";
import { checkOptions, optionAt } from "../variants/rules.ts";

/** New options of a product, and new values of its variants. Absent ones stay. */
interface OptionsPatch {
  readonly options?: readonly Option[] | undefined;
  readonly variants?: readonly VariantChange[] | undefined;
}

/**
 * Replaces options and variants' values in one decision: the result must fit together. Returns the events of the
 * variants.
 */
export function decideOptions(current: ProductState, patch: OptionsPatch): Result<readonly NewEvent[]> {
  if (patch.options === undefined && patch.variants === undefined) return ok([]);
  const changes = (patch.variants ?? []).map(({ id, options }, index) => {
    const variantId = canonicalId(catalogueIds.variant, id);
    return { index, id: variantId, options, variant: current.variants.find((one) => one.id === variantId) };
  });
  const unknown = changes.filter(({ variant }) => variant === undefined);
  if (unknown.length > 0) return refused(unknownVariants(unknown.map(({ index }) => index)));
  const options = patch.options ?? current.options;
  const changedIds = new Set(changes.map(({ id }) => id));
  const unchanged = current.variants.filter(({ id }) => !changedIds.has(id));
  // Changed variants come last: of two that conflict, the error is at the one in the request.
  const matching = checkOptions(options, [...unchanged, ...changes], (index, name) => {
    const change = changes[index - unchanged.length];
    if (change === undefined) return optionPointer(options, name);
    return optionAt(`/variants/${change.index}/options`, name);
  });
  if (!matching.ok) return matching;
  const changed = changes.filter(({ variant, options }) => !equal(options, variant?.options));
  return ok(changed.map(({ id, options }) => variantUpdated.of(current.id, { id, options })));
}

/** Where the request has the option that a variant outside of the request doesn't fit. */
function optionPointer(options: readonly Option[], name: string | null): string {
  const index = options.findIndex((option) => option.name === name);
  return index === -1 ? "/options" : `/options/${index}`;
}

function unknownVariants(indexes: readonly number[]) {
  const errors = indexes.slice(0, maxErrors).map(
    (index): PointedError => ({
      pointer: `/variants/${index}/id`,
      code: "unknown-variant",
      detail: "The product has no such variant.",
    }),
  );
  return refusal("unknown-variant", "Some variants are not variants of the product.", errors);
}
