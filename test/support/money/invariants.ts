import type { Expectation, Shop } from "./vector.ts";

/** The sums that hold in every basket; what is broken, in words. */
export function contradictionsOf({ settings }: Shop, priced: Expectation): readonly string[] {
  const broken: string[] = [];
  const equal = (what: string, one: number, other: number) => {
    if (one !== other) broken.push(`${what}: ${one} is not ${other}`);
  };
  const onTop = (tax: number) => (settings.pricesIncludeTax ? 0 : tax);
  for (const [index, item] of priced.items.entries()) {
    equal(`discount of line ${index}`, item.discount, sumOf(item.adjustments, "amount"));
    equal(`tax of line ${index}`, item.tax, sumOf(item.taxes, "amount"));
    equal(`total of line ${index}`, item.total, item.subtotal - item.discount + onTop(item.tax));
    if (item.discount > item.subtotal) broken.push(`line ${index} is below zero`);
  }
  const { items, shipping, totals } = priced;
  const shippingTax = sumOf(shipping.taxes, "amount");
  equal("subtotal", totals.subtotal, sumOf(items, "subtotal"));
  equal("discount", totals.discount, sumOf(items, "discount"));
  equal("shipping", totals.shipping, shipping.subtotal - shipping.discount);
  equal("tax", totals.tax, sumOf(items, "tax") + shippingTax);
  equal("total", totals.total, totals.subtotal - totals.discount + totals.shipping + onTop(totals.tax));
  equal("total by lines", totals.total, sumOf(items, "total") + totals.shipping + onTop(shippingTax));
  const ofShipping = priced.adjustments.filter(({ target }) => target === "shipping");
  equal("discount of shipping", shipping.discount, sumOf(ofShipping, "amount"));
  for (const { promotionId, amount } of priced.adjustments.filter(({ target }) => target === "order")) {
    const shares = items.flatMap(({ adjustments }) =>
      adjustments.filter((one) => one.promotionId === promotionId),
    );
    equal(`shares of ${promotionId}`, sumOf(shares, "amount"), amount);
  }
  const amounts = [...items.flatMap(({ taxes, total }) => [total, ...taxes.map(({ amount }) => amount)])];
  if ([...amounts, totals.shipping, totals.tax, totals.total].some((amount) => amount < 0))
    broken.push("something is below zero");
  return broken;
}

function sumOf<Key extends string>(things: readonly Readonly<Record<Key, number>>[], key: Key): number {
  return things.reduce((sum, one) => sum + one[key], 0);
}
