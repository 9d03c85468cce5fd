import { minus, none, sumOf } from "../../../kernel/values/arithmetic.ts";
import type { Currency, Money } from "../../../kernel/values/money.ts";
import type { LineAmounts, Totals } from "../../orders/index.ts";
import type { Chargeable, DraftLine, Quote, QuoteDraft } from "./quote.ts";

/** What is left of a line, or of shipping, after its adjustments so far. */
export function remainderOf(one: Chargeable): Money {
  const { subtotal, adjustments } = one;
  if (adjustments.length === 0) return subtotal;
  const known = remainders.get(one);
  if (known !== undefined) return known;
  const remainder = minus(subtotal, together(subtotal.currency, adjustments));
  remainders.set(one, remainder);
  return remainder;
}

/** What is left of all lines, in minor units. */
export function leftOf(lines: readonly DraftLine[]): number {
  const known = sums.get(lines);
  if (known !== undefined) return known;
  const sum = lines.reduce((left, line) => left + remainderOf(line).amount, 0);
  sums.set(lines, sum);
  return sum;
}

// Each promotion of a shop asks for them, and most change nothing.
const remainders = new WeakMap<Chargeable, Money>();
const sums = new WeakMap<readonly DraftLine[], number>();

/** Whether a line's price has changed since the basket was last changed. That it differs at a destination is no change. */
export function isPriceChanged({ line, unitPrice, enteredPrice = unitPrice }: DraftLine): boolean {
  return enteredPrice.amount !== line.unitAmount;
}

/** Completes a quote with the amounts derived from its lines. */
export function withTotals(draft: QuoteDraft): Quote {
  const { currency } = draft.basket;
  const lines = draft.lines.map((line) => ({ ...line, ...amountsOf(line, draft) }));
  const shipping = draft.shippingLines.map((line) => amountsOf(line, draft));
  const sum = (amounts: readonly LineAmounts[], field: keyof LineAmounts) =>
    sumOf(
      currency,
      amounts.map((one) => one[field]),
    );
  const totals: Totals = {
    subtotal: sum(lines, "subtotal"),
    discount: sum(lines, "discount"),
    shipping: sumOf(currency, draft.shippingLines.map(remainderOf)),
    tax: sum([...lines, ...shipping], "tax"),
    // A line's total includes its tax if prices do not.
    total: sum([...lines, ...shipping], "total"),
  };
  return { ...draft, lines, totals };
}

/** The tax rate of a line in basis points: the sum of its rates. */
export function taxRateOf({ taxes }: Pick<DraftLine, "taxes">): number {
  return taxes.reduce((sum, { rate }) => sum + rate, 0);
}

function amountsOf(one: Chargeable, { pricesIncludeTax }: QuoteDraft): LineAmounts {
  const { subtotal, adjustments, taxes } = one;
  const { currency } = subtotal;
  const discount = together(currency, adjustments);
  const left = remainderOf(one);
  if (left.amount < 0) throw new Error("adjustments exceed the subtotal");
  const tax = together(currency, taxes);
  return { subtotal, discount, tax, total: pricesIncludeTax ? left : sumOf(currency, [left, tax]) };
}

function together(currency: Currency, parts: readonly { readonly amount: Money }[]): Money {
  const [first] = parts;
  if (first === undefined) return none(currency);
  return sumOf(
    currency,
    parts.map(({ amount }) => amount),
  );
}
