import { refusal } from "../../kernel/api/problem.ts";
import {
  AmountTooLarge,
  fractionOf,
  minus,
  none,
  split,
  sumOf,
  times,
} from "../../kernel/values/arithmetic.ts";
import type { Money } from "../../kernel/values/money.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import type { Basket, LineAmounts, Priced, TaxRule, Totals } from "./schema.ts";

const wholeRate = 10_000;

/** What a basket comes to, line by line and together. Refused as `too-large` where an amount would not be exact. */
export function priceBasket(basket: Basket): Result<Priced> {
  try {
    return ok(price(basket));
  } catch (error) {
    if (error instanceof AmountTooLarge)
      return refused(refusal("too-large", "The amounts are too large to be exact."));
    throw error;
  }
}

/** Whether every amount follows from the others: what is placed as an order must. */
export function addsUp(
  { lines, totals }: Priced,
  { pricesIncludeTax }: Pick<TaxRule, "pricesIncludeTax">,
): boolean {
  const { currency } = totals.total;
  const together = (field: keyof LineAmounts) =>
    sumOf(
      currency,
      lines.map((line) => line[field]),
    );
  const owed = (parts: Pick<LineAmounts, "subtotal" | "discount" | "tax">, more: readonly Money[]) =>
    sumOf(currency, [
      minus(parts.subtotal, parts.discount),
      ...more,
      ...(pricesIncludeTax ? [] : [parts.tax]),
    ]);
  const sound: readonly (readonly [Money, Money])[] = [
    ...lines.map((line) => [line.total, owed(line, [])] as const),
    [totals.subtotal, together("subtotal")],
    [totals.discount, together("discount")],
    [totals.tax, together("tax")],
    [totals.total, owed(totals, [totals.shipping])],
    [totals.total, sumOf(currency, [together("total"), totals.shipping])],
  ];
  return sound.every(([stated, reckoned]) => stated.amount === reckoned.amount);
}

/** The rate where the goods go, else where the bill goes, else none. */
export function taxRateFor(
  rates: readonly { readonly country: string; readonly rate: number }[],
  shippingCountry: string | undefined,
  billingCountry: string | undefined,
): number {
  const country = shippingCountry ?? billingCountry;
  return rates.find((one) => one.country === country)?.rate ?? 0;
}

function price(basket: Basket): Priced {
  const { currency, shipping, tax } = basket;
  const subtotals = basket.lines.map(({ unitPrice, quantity }) => times(unitPrice, quantity));
  const discount = basket.discount ?? none(currency);
  if (discount.amount < 0 || discount.amount > sumOf(currency, subtotals).amount)
    throw new Error("a discount takes off at most what there is");
  const discounts = split(
    discount,
    subtotals.map(({ amount }) => amount),
  );
  const lines = subtotals.map((subtotal, index) => lineOf(subtotal, discounts[index] ?? none(currency), tax));
  return { lines, totals: totalsOf(lines, shipping) };
}

function lineOf(subtotal: Money, discount: Money, { rate, pricesIncludeTax }: TaxRule): LineAmounts {
  const discounted = minus(subtotal, discount);
  if (pricesIncludeTax) {
    const net = fractionOf(discounted, wholeRate, wholeRate + rate);
    return { subtotal, discount, tax: minus(discounted, net), total: discounted };
  }
  const tax = fractionOf(discounted, rate, wholeRate);
  return { subtotal, discount, tax, total: sumOf(discounted.currency, [discounted, tax]) };
}

function totalsOf(lines: readonly LineAmounts[], shipping: Money): Totals {
  const { currency } = shipping;
  const together = (field: keyof LineAmounts) =>
    sumOf(
      currency,
      lines.map((line) => line[field]),
    );
  return {
    subtotal: together("subtotal"),
    discount: together("discount"),
    shipping,
    tax: together("tax"),
    // A line's total has its tax already, where prices exclude it.
    total: sumOf(currency, [together("total"), shipping]),
  };
}
