import { minus, sumOf, times } from "../../../kernel/values/arithmetic.ts";
import type { Money } from "../../../kernel/values/money.ts";
import type { LineAmounts, Totals } from "../schema.ts";
import type { OrderDraft } from "./schema.ts";

/** Throws if the amounts of a draft do not add up. That is a bug, so no order is placed. */
export function assertAddsUp(draft: OrderDraft): void {
  const { items, totals, shippingOption, pricesIncludeTax } = draft;
  const counted = items.every(
    ({ unitPrice, quantity, subtotal }) => times(unitPrice, quantity).amount === subtotal.amount,
  );
  const shipped = (shippingOption?.price.amount ?? 0) === totals.shipping.amount;
  const explained = items.every(
    ({ discount, adjustments, tax, taxes }) =>
      totalOf(adjustments) === discount.amount && totalOf(taxes) === tax.amount,
  );
  const shippingTax = totalOf(draft.shippingTaxes);
  if (!counted || !shipped || !explained || !addsUp(items, totals, pricesIncludeTax, shippingTax))
    throw new Error("the amounts of the order do not add up");
}

function totalOf(parts: readonly { readonly amount: Money }[]): number {
  return parts.reduce((total, { amount }) => total + amount.amount, 0);
}

/** Whether every derived amount of an order is correct. `shippingTax` is in the currency's minor units. */
export function addsUp(
  lines: readonly LineAmounts[],
  totals: Totals,
  pricesIncludeTax: boolean,
  shippingTax = 0,
): boolean {
  const { currency } = totals.total;
  const onShipping = { amount: shippingTax, currency };
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
  const stated: readonly (readonly [Money, Money])[] = [
    ...lines.map((line) => [line.total, owed(line, [])] as const),
    [totals.subtotal, together("subtotal")],
    [totals.discount, together("discount")],
    [totals.tax, sumOf(currency, [together("tax"), onShipping])],
    [totals.total, owed(totals, [totals.shipping])],
    [
      totals.total,
      sumOf(currency, [together("total"), totals.shipping, ...(pricesIncludeTax ? [] : [onShipping])]),
    ],
  ];
  return stated.every(([amount, computed]) => amount.amount === computed.amount);
}
