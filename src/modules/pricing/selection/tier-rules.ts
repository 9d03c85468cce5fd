import type { PriceBreak, PricedVariant, SelectedPrice } from "./prices.ts";

/**
 * The prices of a variant by quantity, from one unit up. Empty if all quantities have the same price. Quantities without a
 * price are left out.
 */
export function priceTiersOf(
  variant: PricedVariant,
  select: (quantity: number) => Pick<SelectedPrice, "amount"> | null,
): readonly PriceBreak[] {
  const starts = startsOf([...variant.base, ...variant.listed]);
  if (starts.length === 1) return [];
  const tiers: (PriceBreak & { readonly minQuantity: number })[] = [];
  for (const [index, minQuantity] of starts.entries()) {
    const price = select(minQuantity);
    const next = starts[index + 1];
    if (price === null) continue;
    const tier = { minQuantity, maxQuantity: next === undefined ? null : next - 1, amount: price.amount };
    const last = tiers.at(-1);
    const continues = last?.amount === tier.amount && last.maxQuantity === minQuantity - 1;
    if (last !== undefined && continues) tiers.splice(-1, 1, { ...tier, minQuantity: last.minQuantity });
    else tiers.push(tier);
  }
  return tiers.length === 1 && tiers[0]?.minQuantity === 1 && tiers[0].maxQuantity === null ? [] : tiers;
}

/** The quantities at which the price can change. */
function startsOf(breaks: readonly PriceBreak[]): readonly number[] {
  const starts = breaks.flatMap(({ minQuantity, maxQuantity }) => [
    minQuantity ?? 1,
    ...(maxQuantity === null ? [] : [maxQuantity + 1]),
  ]);
  return [...new Set([1, ...starts])].toSorted((a, b) => a - b);
}

/** The indexes of breaks that share a quantity with an earlier one. They are of one variant, currency and list. */
export function overlapping(breaks: readonly Omit<PriceBreak, "amount">[]): readonly number[] {
  return breaks.flatMap((one, index) =>
    breaks.slice(0, index).some((other) => meet(one, other)) ? [index] : [],
  );
}

function meet(a: Omit<PriceBreak, "amount">, b: Omit<PriceBreak, "amount">): boolean {
  return startOf(a) <= endOf(b) && startOf(b) <= endOf(a);
}

const startOf = ({ minQuantity }: Omit<PriceBreak, "amount">) => minQuantity ?? 1;
const endOf = ({ maxQuantity }: Omit<PriceBreak, "amount">) => maxQuantity ?? Number.MAX_SAFE_INTEGER;
