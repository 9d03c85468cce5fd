import type { Currency } from "../../../../kernel/values/money.ts";
import { ok, type Result } from "../../../../kernel/values/result.ts";
import type { NewEvent } from "../../../../kernel/write/event.ts";
import type {
  DecisionContext,
  PriceInput,
  ProductState,
  Variant,
  VariantInput,
} from "../../../products/index.ts";
import { decideFields, decidePrices, unitPriceIn } from "../../../products/index.ts";
import type { FileVariant } from "../../shopify/schema.ts";

/** Converts a row to the input of a new variant, with its price in the default currency. */
export function variantInput(
  { amount, compareAtAmount, exportedStocked: _, ...variant }: FileVariant,
  currency: Currency,
): VariantInput {
  const prices: VariantInput["prices"] =
    amount === undefined ? [] : [{ amount, currency, compareAtAmount, minQuantity: null, maxQuantity: null }];
  return { ...variant, prices };
}

/** Applies the file's changes of a variant other than stock. Prices in other currencies and for more units stay. */
export function decideVariantFields(
  product: ProductState,
  variant: Variant,
  file: Partial<FileVariant>,
  decisionContext: DecisionContext & { readonly defaultCurrency: Currency },
): Result<readonly NewEvent[]> {
  const fields = decideFields(product, variant, contentOf(file), decisionContext);
  if (!fields.ok) return fields;
  const { defaultCurrency: currency } = decisionContext;
  const old = unitPriceIn(variant.prices, currency);
  const amount = file.amount ?? old?.amount;
  if (amount === undefined || (file.amount === undefined && file.compareAtAmount === undefined))
    return fields;
  const compareAtAmount =
    file.compareAtAmount === undefined ? (old?.compareAtAmount ?? null) : file.compareAtAmount;
  const maxQuantity = old === undefined ? belowTiers(variant, currency) : old.maxQuantity;
  const price: PriceInput = { currency, amount, compareAtAmount, minQuantity: null, maxQuantity };
  const prices =
    old === undefined ? [...variant.prices, price] : variant.prices.map((one) => (one === old ? price : one));
  const priced = decidePrices(product.id, variant, prices, decisionContext);
  return priced.ok ? ok([...fields.value, ...priced.value]) : priced;
}

/** Up to where a price of one unit can hold: below the lowest of the prices for more units. */
function belowTiers({ prices }: Variant, currency: Currency): number | null {
  const starts = prices.filter((one) => one.currency === currency).map((one) => one.minQuantity ?? 1);
  return starts.length === 0 ? null : Math.min(...starts) - 1;
}

/** A row's fields other than options, prices and stock. */
function contentOf({
  options,
  amount,
  compareAtAmount,
  stocked,
  exportedStocked,
  ...content
}: Partial<FileVariant>) {
  return content;
}
