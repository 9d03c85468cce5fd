import type { OrderDraft } from "./schema.ts";

/**
 * Throws where a draft's amounts do not follow from one another. Whoever made the draft priced it wrongly: nobody is to
 * pay for that, so the order is not placed.
 */
export function assertAddsUp({
  currency,
  items,
  totals,
  shippingOption,
  pricesIncludeTax,
}: OrderDraft): void {
  const sum = (field: "subtotal" | "discount" | "tax" | "total") =>
    items.reduce((total, item) => total + item[field].amount, 0);
  const owed = (parts: Record<"subtotal" | "discount" | "tax", { readonly amount: number }>) =>
    parts.subtotal.amount - parts.discount.amount + (pricesIncludeTax ? 0 : parts.tax.amount);
  const pairs: readonly (readonly [stated: number, reckoned: number])[] = [
    ...items.map(
      ({ subtotal, unitPrice, quantity }) => [subtotal.amount, unitPrice.amount * quantity] as const,
    ),
    ...items.map((item) => [item.total.amount, owed(item)] as const),
    [totals.subtotal.amount, sum("subtotal")],
    [totals.discount.amount, sum("discount")],
    [totals.tax.amount, sum("tax")],
    [totals.shipping.amount, shippingOption?.price.amount ?? 0],
    [totals.total.amount, sum("total") + totals.shipping.amount],
    [totals.total.amount, owed(totals) + totals.shipping.amount],
  ];
  const currencies = [
    ...Object.values(totals),
    ...items.flatMap(({ unitPrice, subtotal, discount, tax, total }) => [
      unitPrice,
      subtotal,
      discount,
      tax,
      total,
    ]),
  ];
  if (pairs.some(([stated, reckoned]) => stated !== reckoned || !Number.isSafeInteger(stated)))
    throw new Error("the amounts of an order do not add up");
  if (currencies.some((money) => money.currency !== currency))
    throw new Error("the amounts of an order are not in one currency");
}
