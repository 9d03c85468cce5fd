import type { PointedError, ProblemCode } from "../../../kernel/api/problem.ts";
import { refusal } from "../../../kernel/api/problem.ts";
import { maxErrors, pointerToken } from "../../../kernel/api/validation.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { overlapping } from "../../pricing/index.ts";
import type { Price, PriceInput } from "../prices/schema.ts";
import type { Option, Variant } from "../schema.ts";

/** A variant's title: its option values, or `Default` if the product has no options. */
export function variantTitle(
  options: Readonly<Record<string, string>>,
  productOptions: readonly Option[],
): string {
  const values = productOptions.flatMap(({ name }) => options[name] ?? []);
  return values.length === 0 ? "Default" : values.join(" / ");
}

/** Where the request is wrong about a variant: about one of its options or, if it is null, about their combination. */
type OptionPointer = (index: number, option: string | null) => string;

/** The pointer to an option of a variant whose options are at `base`. */
export const optionAt = (base: string, option: string | null): string =>
  option === null ? base : `${base}/${pointerToken(option)}`;

/** Checks that every variant has one listed value per option, and that no two variants have the same values. */
export function checkOptions(
  options: readonly Option[],
  variants: readonly (Pick<Variant, "options"> & { readonly id?: string })[],
  pointerOf: OptionPointer = (index, option) => optionAt(`/variants/${index}/options`, option),
): Result<null> {
  const errors: PointedError[] = [];
  const seen = new Map<string, number>();
  const add = (index: number, name: string | null, detail: string) =>
    errors.push({ pointer: pointerOf(index, name), code: "invalid-options", detail });
  variants.forEach((variant, index) => {
    for (const { name, values } of options) {
      const value = Object.hasOwn(variant.options, name) ? variant.options[name] : undefined;
      if (value === undefined) add(index, name, `has no value for ${name}`);
      else if (!values.includes(value)) add(index, name, `${value} is not a value of ${name}`);
    }
    for (const name of Object.keys(variant.options)) {
      if (!options.some((option) => option.name === name))
        add(index, name, `the product has no option ${name}`);
    }
    const combination = JSON.stringify(options.map(({ name }) => variant.options[name]));
    const first = seen.get(combination);
    if (first !== undefined)
      add(index, null, `has the same options as variant ${variants[first]?.id ?? first}`);
    seen.set(combination, index);
  });
  return outcome("invalid-options", "The variants do not match the product's options.", errors);
}

/**
 * Checks for one price per currency and quantity, enabled currencies only, and no compare-at amount below its amount. A
 * second price for all quantities is no tier.
 */
export function checkPrices(
  prices: readonly PriceInput[],
  enabled: readonly string[],
  pointer: string,
): Result<readonly Price[]> {
  const disabled = prices.flatMap((price, index): readonly PointedError[] =>
    enabled.includes(price.currency)
      ? []
      : [
          {
            pointer: `${pointer}/${index}/currency`,
            code: "currency-not-enabled",
            detail: `${price.currency} is not enabled`,
          },
        ],
  );
  if (disabled.length > 0)
    return refused(refusal("currency-not-enabled", "A currency is not enabled.", disabled));
  const tiers = checkTiers(prices, pointer);
  if (!tiers.ok) return tiers;
  const seen = new Set<string>();
  const errors = prices.flatMap((price, index): readonly PointedError[] => {
    const at = (field: string, detail: string) => [
      { pointer: `${pointer}/${index}/${field}`, code: "invalid-prices", detail },
    ];
    if (isForAll(price) && seen.has(price.currency))
      return at("currency", `has a second price in ${price.currency}`);
    if (isForAll(price)) seen.add(price.currency);
    const compareAt = price.compareAtAmount ?? null;
    return compareAt !== null && compareAt < price.amount ? at("compareAtAmount", "is below the amount") : [];
  });
  const sound = outcome("invalid-prices", "The prices are inconsistent.", errors);
  if (!sound.ok) return sound;
  return ok(prices.map(completed));
}

function completed(price: PriceInput): Price {
  const { compareAtAmount = null, minQuantity = null, maxQuantity = null, ...rest } = price;
  return { ...rest, compareAtAmount, minQuantity, maxQuantity };
}

function checkTiers(prices: readonly PriceInput[], pointer: string): Result<null> {
  const indexed = prices.map((price, index) => ({ ...completed(price), index }));
  const errors = [...Map.groupBy(indexed, ({ currency }) => currency).values()].flatMap((tiers) =>
    tiers.every(isForAll)
      ? []
      : overlapping(tiers).map((place) => ({
          pointer: `${pointer}/${tiers[place]?.index}/minQuantity`,
          code: "overlapping-tiers",
          detail: "another price is for the same quantity",
        })),
  );
  return outcome("overlapping-tiers", "Prices of a variant are for the same quantity.", errors);
}

function isForAll({ minQuantity, maxQuantity }: PriceInput): boolean {
  return (minQuantity ?? maxQuantity ?? null) === null;
}

/** A variant that is to have a SKU. */
interface WantedSku {
  readonly sku: string | null | undefined;
  /** Null for a new variant. */
  readonly id: string | null;
}

/** Returns the indexes of those whose SKU another variant has, existing or earlier in the same request. */
export function takenSkus(
  wanted: readonly WantedSku[],
  ownerBySku: ReadonlyMap<string, string>,
): readonly number[] {
  const seen = new Set<string>();
  return wanted.flatMap(({ sku, id }, index) => {
    if (sku === null || sku === undefined) return [];
    const owner = ownerBySku.get(sku);
    const taken = seen.has(sku) || (owner !== undefined && owner !== id);
    seen.add(sku);
    return taken ? [index] : [];
  });
}

/** Checks that no other variant, existing or in the same request, has one of the SKUs. */
export function checkSkus(
  wanted: readonly (WantedSku & { readonly pointer: string })[],
  ownerBySku: ReadonlyMap<string, string>,
): Result<null> {
  const taken = new Set(takenSkus(wanted, ownerBySku));
  const errors = wanted.flatMap(({ sku, pointer }, index): readonly PointedError[] =>
    taken.has(index) ? [{ pointer, code: "duplicate-sku", detail: `${sku} is already taken` }] : [],
  );
  return outcome("duplicate-sku", "A SKU is unique per tenant.", errors);
}

function outcome(code: ProblemCode, detail: string, errors: readonly PointedError[]): Result<null> {
  return errors.length === 0 ? ok(null) : refused(refusal(code, detail, errors.slice(0, maxErrors)));
}
