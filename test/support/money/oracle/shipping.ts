import type { Shop } from "../vector.ts";
import { amountIn, type Line, leftOf, type Pricing } from "./line.ts";
import { zoneInPrices } from "./lines.ts";
import { least, ratio, shared, sum } from "./ratio.ts";
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

type Option = NonNullable<Shop["shippingOptions"]>[number];

/** What shipping costs before its promotions: the chosen option and, for every other profile, the cheapest that fits. */
export function shippingPriceOf(pricing: Pricing): bigint | null {
  const options = pricing.shop.shippingOptions ?? [];
  const chosen = options.find(({ id }) => id === pricing.basket.shippingOptionId);
  const lines = pricing.lines.filter(({ requiresShipping }) => requiresShipping);
  const profiles = [...new Set(lines.map(({ product }) => product.shippingProfile))];
  if (chosen === undefined || !profiles.includes(chosen.profile)) return null;
  const prices = profiles.map((profile) => {
    const together = lines.filter(({ product }) => product.shippingProfile === profile);
    const possible = profile === chosen.profile ? [chosen] : options.filter((one) => one.profile === profile);
    const found = possible.flatMap((option) => priceOf(option, together, pricing) ?? []);
    return found.length === 0 ? null : found.reduce(least);
  });
  const all = prices.flatMap((price) => price ?? []);
  return all.length < prices.length ? null : chargedFor(sum(all), chosen, pricing);
}

/** Null: the option is not to be had for these lines. */
function priceOf(
  option: Option,
  lines: readonly Line[],
  { basket, lines: allLines }: Pricing,
): bigint | null {
  const country = basket.shippingAddress?.country;
  if (option.zones !== undefined && (country === undefined || !option.zones.includes(country))) return null;
  const prices = pricesOf(option, lines, allLines, basket.currency);
  const price = amountIn(basket.currency, prices ?? []);
  const freeFrom = amountIn(basket.currency, option.freeFrom ?? []);
  if (price === null) return null;
  return freeFrom !== null && leftOf(allLines) >= freeFrom ? 0n : price;
}

/** The prices of the first rule that fits. Weight and quantity are of what is sent, the subtotal is of the whole order. */
function pricesOf(
  option: Option,
  lines: readonly Line[],
  allLines: readonly Line[],
  currency: string,
): Option["prices"] | null {
  if (option.rules === undefined) return option.prices;
  const weight = sum(lines.map((line) => line.weight * line.quantity));
  const quantity = sum(lines.map((line) => line.quantity));
  const rule = option.rules.find(
    (one) =>
      isBetween(weight, one.minWeight, one.maxWeight) &&
      [one.minSubtotal, one.maxSubtotal].every(
        (bound) => bound === undefined || bound.currency === currency,
      ) &&
      isBetween(leftOf(allLines), one.minSubtotal?.amount, one.maxSubtotal?.amount) &&
      isBetween(quantity, one.minQuantity, one.maxQuantity),
  );
  return rule?.prices ?? null;
}

function isBetween(value: bigint, min: number | undefined, max: number | undefined): boolean {
  return (min === undefined || BigInt(min) <= value) && (max === undefined || value <= BigInt(max));
}

/** Who is exempt pays no tax that is in the price. */
function chargedFor(price: bigint, option: Option, pricing: Pricing): bigint {
  const { shop, basket } = pricing;
  const { pricesIncludeTax, taxShipping = "none" } = shop.settings;
  if (!pricesIncludeTax || taxShipping === "none" || basket.customer?.taxExempt !== true) return price;
  const parts = partsOf(price, option, zoneInPrices(shop, basket), pricing);
  return sum(parts.map(({ amount, rates }) => netOf(amount, rates)));
}

/** The taxes on what is left of shipping, one of each name and rate. */
export function shippingTaxesOf(pricing: Pricing): readonly TaxLine[] {
  const { shop, basket, shipping } = pricing;
  const option = (shop.shippingOptions ?? []).find(({ id }) => id === basket.shippingOptionId);
  if (option === undefined || !shipping.isCharged || basket.customer?.taxExempt === true) return [];
  const parts = partsOf(shipping.left, option, zoneOf(shop, taxedAt(basket)), pricing);
  const taxes = parts.flatMap(({ amount, rates }) => taxesOn(amount, rates, shop.settings.pricesIncludeTax));
  return [...Map.groupBy(taxes, ({ name, rate }) => `${rate} ${name}`).values()].flatMap((same) =>
    same.slice(0, 1).map((one) => ({ ...one, amount: sum(same.map(({ amount }) => amount)) })),
  );
}

/** An amount of shipping, part by part, with the rates of each part. */
function partsOf(amount: bigint, option: Option, zone: Zone | undefined, { shop, basket, lines }: Pricing) {
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
