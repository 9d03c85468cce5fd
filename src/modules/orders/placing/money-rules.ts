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
  if (!counted || !shipped || !addsUp(items, totals, pricesIncludeTax))
    throw new Error("the amounts of the order do not add up");
}

/** Whether every derived amount of an order is correct. */
export function addsUp(lines: readonly LineAmounts[], totals: Totals, pricesIncludeTax: boolean): boolean {
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
  const stated: readonly (readonly [Money, Money])[] = [
    ...lines.map((line) => [line.total, owed(line, [])] as const),
    [totals.subtotal, together("subtotal")],
    [totals.discount, together("discount")],
    [totals.tax, together("tax")],
    [totals.total, owed(totals, [totals.shipping])],
    [totals.total, sumOf(currency, [together("total"), totals.shipping])],
  ];
  return stated.every(([amount, computed]) => amount.amount === computed.amount);
}
