import { refusalAt } from "../../../../kernel/api/problem.ts";
import { equal } from "../../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../../kernel/values/result.ts";
import {
  checkOptions,
  type Option,
  type ProductState,
  productLimits,
  type Variant,
} from "../../../products/index.ts";
import type { FileProduct, FileVariant } from "../../shopify/schema.ts";

/** A row of the file and the variant that it matches, or undefined for a new variant. */
export interface Pair {
  readonly file: FileVariant;
  readonly existing: Existing | undefined;
}

interface Existing {
  readonly variant: Variant;
  /** The variant as an export would write it now. */
  readonly previous: FileVariant;
}

/** The product's options after the import. Values of variants that aren't in the file stay. */
export function optionsAfter(
  current: ProductState,
  { options }: FileProduct,
  previous: FileProduct,
): readonly Option[] {
  if (options === undefined || equal(options, previous.options)) return current.options;
  return options.map(({ name, values }) => {
    const kept = new Set(current.variants.map((variant) => variant.options[name]));
    const old = current.options.find((option) => option.name === name)?.values ?? [];
    return { name, values: [...new Set([...old.filter((value) => kept.has(value)), ...values])] };
  });
}

/** Matches every row with its variant, and checks that the result is a valid product. */
export function pairVariants(
  current: ProductState,
  file: FileProduct,
  previous: FileProduct,
  options: readonly Option[],
): Result<readonly Pair[]> {
  const distinct = file.options === undefined ? ok(null) : checkOptions(file.options, file.variants);
  if (!distinct.ok) return distinct;
  const find =
    file.options === undefined ? findWithoutOptions(current, previous) : findByOptions(current, previous);
  const pairs = file.variants.map((row): Pair => ({ file: row, existing: find(row) }));
  const seen = new Set<string>();
  for (const [index, { existing }] of pairs.entries()) {
    if (existing !== undefined && seen.has(existing.variant.id))
      return refused(
        refusalAt(
          "invalid-options",
          `/variants/${index}/options`,
          "matches the same variant as an earlier row",
        ),
      );
    if (existing !== undefined) seen.add(existing.variant.id);
  }
  const matching = checkTogether(current, pairs, options);
  return matching.ok ? ok(pairs) : matching;
}

function checkTogether(
  current: ProductState,
  pairs: readonly Pair[],
  options: readonly Option[],
): Result<null> {
  const added = [...pairs.entries()].filter(([, { existing }]) => existing === undefined);
  if (added.length === 0 && options === current.options) return ok(null);
  const count = current.variants.length;
  const most = productLimits.variants.value;
  if (count + added.length > most)
    return refused(refusalAt("too-large", "/variants", `A product has at most ${most} variants.`));
  return checkOptions(options, [...current.variants, ...added.map(([, { file }]) => file)], (index) =>
    index < count ? "/options" : `/variants/${added[index - count]?.[0]}/options`,
  );
}

function findByOptions(current: ProductState, previous: FileProduct) {
  const existingByKey = new Map(
    existingOf(current, previous).map((existing) => [keyOf(existing.previous), existing] as const),
  );
  return (row: FileVariant) => existingByKey.get(keyOf(row));
}

/** Without option columns, a row matches the variant with its SKU, or the only variant. */
function findWithoutOptions(current: ProductState, previous: FileProduct) {
  const all = existingOf(current, previous);
  const existingBySku = new Map(all.map((existing) => [existing.previous.sku, existing] as const));
  return ({ sku }: FileVariant) =>
    (typeof sku === "string" ? existingBySku.get(sku) : undefined) ?? (all.length === 1 ? all[0] : undefined);
}

function existingOf(current: ProductState, previous: FileProduct): readonly Existing[] {
  return current.variants.map((variant, index) => ({
    variant,
    previous: previous.variants[index] ?? { options: {} },
  }));
}

function keyOf({ options }: FileVariant): string {
  return JSON.stringify(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)));
}
