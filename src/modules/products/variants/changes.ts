import { equal } from "../../../kernel/values/patch.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { priceUpdated, variantUpdated } from "../events.ts";
import type { Price, PriceInput } from "../prices/schema.ts";
import type { DecisionContext } from "../rules.ts";
import type { ProductState, Variant, VariantPatch } from "../schema.ts";
import { checkVariantImages } from "./images.ts";
import { checkOptions, checkPrices, checkSkus, optionAt } from "./rules.ts";

/** Replaces all of a variant's prices. Emits no event if nothing changes. */
export function decidePrices(
  productId: string,
  variant: Variant,
  wanted: readonly PriceInput[],
  decisionContext: Pick<DecisionContext, "currencies">,
  pointer = "/prices",
): Result<readonly NewEvent[]> {
  // A variant may keep a price in a currency that has since been disabled.
  const enabled = [...decisionContext.currencies, ...variant.prices.map(({ currency }) => currency)];
  const prices = checkPrices(wanted, enabled, pointer);
  if (!prices.ok) return prices;
  if (equal(byRange(prices.value), byRange(variant.prices))) return ok([]);
  return ok([
    priceUpdated.of(productId, { variantId: variant.id, old: variant.prices, new: [...prices.value] }),
  ]);
}

/** Prices have no order: there is one for each currency and quantity. */
function byRange(prices: readonly Price[]): readonly Price[] {
  const keyOf = ({ currency, minQuantity }: Price) =>
    `${currency} ${String(minQuantity ?? 1).padStart(quantityDigits, "0")}`;
  return prices.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const quantityDigits = 9;

/** Changes a variant's fields other than prices and stock. */
export function decideFields(
  product: ProductState,
  variant: Variant,
  fields: Omit<VariantPatch, "prices" | "stocked">,
  decisionContext: DecisionContext,
): Result<readonly NewEvent[]> {
  const unused = checkSkus(
    [{ sku: fields.sku, id: variant.id, pointer: "/sku" }],
    decisionContext.ownerBySku,
  );
  if (!unused.ok) return unused;
  const depicted = checkVariantImages(product.images, [{ image: fields.image, pointer: "/image" }]);
  if (!depicted.ok) return depicted;
  if (fields.options !== undefined) {
    const options = fields.options;
    const siblings = product.variants.map((one) => (one.id === variant.id ? { options } : one));
    const matching = checkOptions(product.options, siblings, (_, option) => optionAt("/options", option));
    if (!matching.ok) return matching;
  }
  const changed = Object.fromEntries(
    Object.entries(fields).filter(
      ([field, value]) => value !== undefined && !equal(value, variant[field as keyof Variant]),
    ),
  );
  if (Object.keys(changed).length === 0) return ok([]);
  return ok([variantUpdated.of(product.id, { id: variant.id, ...changed })]);
}
