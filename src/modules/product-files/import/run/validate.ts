import type { PointedError } from "../../../../kernel/api/problem.ts";
import { parseSent } from "../../../../kernel/api/validation.ts";
import type { ReadProduct } from "../../shopify/read-product.ts";
import { type FileError, type FileProduct, fileProduct } from "../../shopify/schema.ts";
import { imagesOf } from "../product/images.ts";
import { placeOf } from "./places.ts";
import { isRemovable, without } from "./removal.ts";

/** A product that can be sent to the tenant's object, or what keeps it out. */
export interface Validated {
  /** Null if the product is kept out. */
  readonly read: ReadProduct | null;
  readonly errors: readonly FileError[];
  readonly warnings: readonly FileError[];
}

/** Each round removes what was found. Lists and texts that are too long hide what else is wrong. */
const mostRounds = 5;
/** A product has fewer places. */
const everyError = 10_000;

/**
 * Validates a product before it is sent to the tenant's object. Its description becomes clean HTML. What isn't essential is
 * removed if it is unusable, which becomes a warning.
 */
export function validateProduct(read: ReadProduct): Validated {
  const warnings: FileError[] = [];
  const { description: sent, ...rest } = read.product;
  // The description takes the most time, so it is parsed once.
  const html = parseSent(descriptionOnly, { description: sent }, "");
  if (!html.ok) warnings.push(...html.errors.map((error) => placeOf(error, read)));
  const description = html.ok ? html.value.description : undefined;
  let current: ReadProduct = { ...read, product: { ...rest, description: undefined } };
  for (let round = 1; ; round += 1) {
    const parsed = parseSent(withoutDescription, contentOf(current.product), "", everyError);
    const found = parsed.ok ? crowded(parsed.value) : parsed.errors;
    if (parsed.ok && found.length === 0)
      return { read: { ...current, product: { ...parsed.value, description } }, errors: [], warnings };
    const [removable, others] = split(found);
    const errors = (round === mostRounds ? found : others).map((error) => placeOf(error, current));
    if (errors.length > 0) return { read: null, errors, warnings };
    warnings.push(...removable.map((error) => placeOf(error, current)));
    current = without(
      current,
      removable.map(({ pointer }) => pointer),
    );
  }
}

const descriptionOnly = fileProduct.pick({ description: true });
const withoutDescription = fileProduct.omit({ description: true });

function contentOf({ description: _, ...content }: FileProduct) {
  return content;
}

/** Images of variants that the product has no room for. */
function crowded(product: Omit<FileProduct, "description">): readonly PointedError[] {
  const fitting = imagesOf(product, []);
  return fitting.ok ? [] : (fitting.refusal.errors ?? []);
}

function split(errors: readonly PointedError[]): readonly [readonly PointedError[], readonly PointedError[]] {
  const removable = errors.filter(({ pointer }) => isRemovable(pointer));
  return [removable, errors.filter(({ pointer }) => !isRemovable(pointer))];
}
