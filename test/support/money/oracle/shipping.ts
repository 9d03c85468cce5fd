import { amountIn, type Line, leftOf, type Pricing, type ShippingOption, type ShippingPart } from "./line.ts";
import { zoneInPrices } from "./lines.ts";
import { ratio, shared, sum } from "./ratio.ts";
import {
  netOf,
  type Rate,
  ratesFor,
  type TaxLine,
  taxedAt,
  taxesOn,
  type Zone,
  zoneOf,
} from "./tax-rates.ts";

/**
 * What ships a basket, before its promotions: the chosen option and, for every other profile, the cheapest delivery that fits.
 * Nothing if one of them is not to be had.
 */
export function shippingOf(pricing: Pricing): readonly ShippingPart[] {
  const options = pricing.shop.shippingOptions ?? [];
  const chosen = options.find(({ id }) => id === pricing.basket.shippingOptionId);
  const lines = pricing.lines.filter(({ requiresShipping }) => requiresShipping);
  const profileOf = ({ product }: Line) => product.shippingProfile;
  const profiles = [...new Set(lines.map(profileOf))];
  if (chosen === undefined || lines.length === 0) return [];
  if (chosen.kind === "pickup") {
    const fits = chosen.profile === undefined || profiles.every((profile) => profile === chosen.profile);
    return fits ? (cheapest([chosen], lines, pricing) ?? []) : [];
  }
  if (!profiles.includes(chosen.profile)) return [];
  const deliveries = options.filter(({ kind }) => kind !== "pickup");
  const others = profiles.filter((profile) => profile !== chosen.profile);
  const parts = [chosen.profile, ...others].map((profile) => {
    const possible =
      profile === chosen.profile ? [chosen] : deliveries.filter((one) => one.profile === profile);
    return cheapest(
      possible,
      lines.filter((line) => profileOf(line) === profile),
      pricing,
    );
  });
  return parts.some((part) => part === null) ? [] : parts.flatMap((part) => part ?? []);
}

/** Of equal ones the older. Null: none is to be had. */
function cheapest(options: readonly ShippingOption[], lines: readonly Line[], pricing: Pricing) {
  const priced = options.flatMap((option) => {
    const price = priceOf(option, lines, pricing);
    return price === null ? [] : [{ option, price }];
  });
  const [best] = priced.toSorted((a, b) => Number(a.price - b.price));
  if (best === undefined) return null;
  const charged = chargedFor(best.price, best.option, pricing);
  return [{ option: best.option, subtotal: charged, left: charged }];
}

/** Null: the option is not to be had for these lines. */
function priceOf(
  option: ShippingOption,
  lines: readonly Line[],
  { basket, lines: allLines }: Pricing,
): bigint | null {
  const country = basket.shippingAddress?.country;
  const { zones = [] } = option;
  const isElsewhere = zones.length > 0 && (country === undefined || !zones.includes(country));
  if (option.kind !== "pickup" && isElsewhere) return null;
  const prices = pricesOf(option, lines, allLines, basket.currency);
  const price = amountIn(basket.currency, prices ?? []);
  const freeFrom = amountIn(basket.currency, option.freeFrom ?? []);
  if (price === null) return null;
  return freeFrom !== null && leftOf(allLines) >= freeFrom ? 0n : price;
}

/** The prices of the first rule that fits. Weight and quantity are of what is sent, the subtotal is of the whole order. */
function pricesOf(
  option: ShippingOption,
  lines: readonly Line[],
  allLines: readonly Line[],
  currency: string,
): ShippingOption["prices"] | null {
  if (option.rules === undefined || option.rules.length === 0) return option.prices;
  const weight = sum(lines.map((line) => line.weight * line.quantity));
  const quantity = sum(lines.map((line) => line.quantity));
  const rule = option.rules.find(
    (one) =>
      amountIn(currency, one.prices) !== null &&
      isBetween(weight, one.minWeight, one.maxWeight) &&
      isBetween(leftOf(allLines), one.minSubtotal, one.maxSubtotal) &&
      isBetween(quantity, one.minQuantity, one.maxQuantity),
  );
  return rule?.prices ?? null;
}

function isBetween(value: bigint, min: number | undefined, max: number | undefined): boolean {
  return (min === undefined || BigInt(min) <= value) && (max === undefined || value <= BigInt(max));
}

/** Who is exempt pays no tax that is in the price. */
function chargedFor(price: bigint, option: ShippingOption, pricing: Pricing): bigint {
  const { shop, basket } = pricing;
  const { pricesIncludeTax, taxShipping = "none" } = shop.settings;
  if (!pricesIncludeTax || taxShipping === "none" || basket.customer?.taxExempt !== true) return price;
  const parts = partsOf(price, option, zoneInPrices(shop, basket), pricing);
  return sum(parts.map(({ amount, rates }) => netOf(amount, rates)));
}

/** The taxes on what is left of shipping, one of each name and rate. */
export function shippingTaxesOf(pricing: Pricing): readonly TaxLine[] {
  const { shop, basket, shipping } = pricing;
  if (basket.customer?.taxExempt === true) return [];
  const zone = zoneOf(shop, taxedAt(shop, basket));
  const parts = shipping.flatMap(({ option, left }) => partsOf(left, option, zone, pricing));
  const taxes = parts.flatMap(({ amount, rates }) => taxesOn(amount, rates, shop.settings.pricesIncludeTax));
  return [...Map.groupBy(taxes, ({ name, rate }) => `${rate} ${name}`).values()].flatMap((same) =>
    same.slice(0, 1).map((one) => ({ ...one, amount: sum(same.map(({ amount }) => amount)) })),
  );
}

/** An amount of shipping, part by part, with the rates of each part. */
function partsOf(
  amount: bigint,
  option: ShippingOption,
  zone: Zone | undefined,
  { shop, basket, lines }: Pricing,
) {
  const own = [{ amount, rates: ratesFor(zone, option.taxCategory) }];
  switch (shop.settings.taxShipping ?? "none") {
    case "none":
      return [];
    case "category":
      return own;
    case "proportional": {
      const included = shop.settings.pricesIncludeTax && basket.customer?.taxExempt !== true;
      const goods = lines.map(({ left, product }) => {
        const rates = ratesFor(zone, product.taxCategory);
        return { rates, net: included ? netOf(left, rates) : left };
      });
      const groups = [...Map.groupBy(goods, ({ rates }) => taxation(rates)).values()];
      const nets = groups.map((group) => sum(group.map(({ net }) => net)));
      if (sum(nets) === 0n) return own;
      const amounts = shared(
        amount,
        nets.map((net) => ratio(net)),
      );
      return groups.map(([first], index) => ({ amount: amounts[index] ?? 0n, rates: first?.rates ?? [] }));
    }
  }
}

/** Equal for goods that are taxed alike, whatever their categories are called. */
function taxation(rates: readonly Rate[]): string {
  return JSON.stringify(rates.map(({ name, rate, compound }) => [name, rate, compound === true]));
}
