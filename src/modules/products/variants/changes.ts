import { equal } from "../../../kernel/values/patch.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { priceUpdated, variantUpdated } from "../events.ts";
import type { DecisionContext } from "../rules.ts";
import type { PriceInput, ProductState, Variant, VariantPatch } from "../schema.ts";
import { checkOptions, checkPrices, checkSkus } from "./rules.ts";

/** Replaces the whole set of a variant's prices; nothing happens where they already are so. */
export function decidePrices(
  productId: string,
  variant: Variant,
  wanted: readonly PriceInput[],
  decisionContext: DecisionContext,
): Result<readonly NewEvent[]> {
  // A price in a currency that was disabled since may stay.
  const enabled = [...decisionContext.currencies, ...variant.prices.map(({ currency }) => currency)];
  const prices = checkPrices(wanted, enabled, "/prices");
  if (!prices.ok) return prices;
  if (equal(prices.value, variant.prices)) return ok([]);
  return ok([
    priceUpdated.of(productId, { variantId: variant.id, old: variant.prices, new: [...prices.value] }),
  ]);
}

/** Changes what a variant is, apart from prices and stock. */
export function decideFields(
  product: ProductState,
  variant: Variant,
  fields: Omit<VariantPatch, "prices" | "stocked">,
  decisionContext: DecisionContext,
): Result<readonly NewEvent[]> {
  const free = checkSkus([{ sku: fields.sku, id: variant.id, pointer: "/sku" }], decisionContext.ownerBySku);
  if (!free.ok) return free;
  if (fields.options !== undefined) {
    const options = fields.options;
    const siblings = product.variants.map((one) => (one.id === variant.id ? { options } : one));
    const fitting = checkOptions(product.options, siblings, () => "/options");
    if (!fitting.ok) return fitting;
  }
  const changed = Object.fromEntries(
    Object.entries(fields).filter(
      ([field, value]) => value !== undefined && !equal(value, variant[field as keyof Variant]),
    ),
  );
  if (Object.keys(changed).length === 0) return ok([]);
  return ok([variantUpdated.of(product.id, { id: variant.id, ...changed })]);
}
