import { refusalAt } from "../../../../kernel/api/problem.ts";
import { equal } from "../../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../../kernel/values/result.ts";
import {
  checkOptions,
  type Option,
  type ProductState,
  productLimits,
  type VariantChange,
} from "../../../products/index.ts";
import type { FileProduct, FileVariant } from "../../shopify/schema.ts";
import type { Existing, Pair } from "./pair.ts";
import { pairBySku } from "./sku-match.ts";

/** The variants of the file, and the options that the product has with them. */
interface Paired {
  readonly pairs: readonly Pair[];
  readonly options: readonly Option[];
  /** New option values of existing variants. */
  readonly changes: readonly VariantChange[];
}

/** Matches every row with its variant, and checks that the result is a valid product. */
export function pairVariants(
  current: ProductState,
  file: FileProduct,
  previous: FileProduct,
): Result<Paired> {
  const distinct = file.options === undefined ? ok(null) : checkOptions(file.options, file.variants);
  if (!distinct.ok) return distinct;
  const all = existingOf(current, previous);
  const matched =
    file.options === undefined
      ? pairBySku(file.variants, all)
      : ok(pairByOptions(all, previous, file.options, file.variants));
  if (!matched.ok) return matched;
  const pairs = matched.value;
  const seen = new Set<string>();
  for (const [index, { existing }] of pairs.entries()) {
    if (existing !== undefined && seen.has(existing.variant.id))
      return refused(
        refusalAt(
          "invalid-options",
          `/variants/${index}/${file.options === undefined ? "sku" : "options"}`,
          "matches the same variant as an earlier row",
        ),
      );
    if (existing !== undefined) seen.add(existing.variant.id);
  }
  const changes = file.options === undefined ? [] : pairs.flatMap(optionChange);
  const options = optionsAfter(current, file, previous, changes);
  const matching = checkTogether(current, pairs, options, changes);
  return matching.ok ? ok({ pairs, options, changes }) : matching;
}

function optionChange({ file: { options }, existing }: Pair): readonly VariantChange[] {
  return existing === undefined || equal(options, existing.previous.options)
    ? []
    : [{ id: existing.variant.id, options }];
}

/** The product's options after the import. Values of variants that the file doesn't change stay. */
function optionsAfter(
  current: ProductState,
  { options }: FileProduct,
  previous: FileProduct,
  changes: readonly VariantChange[],
): readonly Option[] {
  if (options === undefined || equal(options, previous.options)) return current.options;
  const changed = new Set(changes.map(({ id }) => id));
  const unchanged = current.variants.filter(({ id }) => !changed.has(id));
  return options.map(({ name, values }) => {
    const kept = new Set(unchanged.map((variant) => variant.options[name]));
    const old = current.options.find((option) => option.name === name)?.values ?? [];
    const all = [...new Set([...old.filter((value) => kept.has(value)), ...values])];
    return { name, values: all.length === values.length ? values : all };
  });
}

function checkTogether(
  current: ProductState,
  pairs: readonly Pair[],
  options: readonly Option[],
  changes: readonly VariantChange[],
): Result<null> {
  const changed = new Map(changes.map((change) => [change.id, change.options] as const));
  const sent = [...pairs.entries()].filter(
    ([, { existing }]) => existing === undefined || changed.has(existing.variant.id),
  );
  if (sent.length === 0 && options === current.options) return ok(null);
  const others = current.variants.filter(({ id }) => !changed.has(id));
  const most = productLimits.variants.value;
  if (others.length + sent.length > most)
    return refused(refusalAt("too-large", "/variants", `A product has at most ${most} variants.`));
  return checkOptions(options, [...others, ...sent.map(([, { file }]) => file)], (index) =>
    index < others.length ? "/options" : `/variants/${sent[index - others.length]?.[0]}/options`,
  );
}

/**
 * A row matches the variant with its options. If there is none, the options of the product differ in the file: then the
 * variant with its SKU or, if options have other names, with its values in their order.
 */
function pairByOptions(
  all: readonly Existing[],
  previous: FileProduct,
  options: readonly Option[],
  rows: readonly FileVariant[],
): readonly Pair[] {
  const oldNames = (previous.options ?? []).map(({ name }) => name);
  const names = options.map(({ name }) => name);
  const renamed = names.length === oldNames.length && names.some((name) => !oldNames.includes(name));
  const ways: readonly Way[] = [
    { ofRow: keyOf, ofVariant: keyOf },
    { ofRow: skuOf, ofVariant: skuOf },
    ...(renamed ? [{ ofRow: valuesOf(names), ofVariant: valuesOf(oldNames) }] : []),
  ];
  const found = new Map<FileVariant, Existing>();
  let rest = all;
  for (const { ofRow, ofVariant } of ways) {
    const byKey = new Map(rest.map((existing) => [ofVariant(existing.previous), existing] as const));
    for (const row of rows) {
      const key = ofRow(row);
      const existing = key === null || found.has(row) ? undefined : byKey.get(key);
      if (existing !== undefined) found.set(row, existing);
    }
    const taken = new Set(found.values());
    rest = rest.filter((existing) => !taken.has(existing));
  }
  return rows.map((row) => ({ file: row, existing: found.get(row) }));
}

/** One way to tell which variant a row is. Null if it has nothing to go by. */
interface Way {
  readonly ofRow: (row: FileVariant) => string | null;
  readonly ofVariant: (previous: FileVariant) => string | null;
}

const skuOf = ({ sku }: FileVariant): string | null => sku ?? null;

const valuesOf =
  (names: readonly string[]) =>
  ({ options }: FileVariant): string =>
    JSON.stringify(names.map((name) => options[name]));

function existingOf(current: ProductState, previous: FileProduct): readonly Existing[] {
  return current.variants.map((variant, index) => ({
    variant,
    previous: previous.variants[index] ?? { options: {} },
  }));
}

function keyOf({ options }: FileVariant): string {
  return JSON.stringify(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)));
}
