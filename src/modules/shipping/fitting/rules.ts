import type { Currency, Money } from "../../../kernel/values/money.ts";
import type { OfferedOption, Price, ShippingOption } from "../schema.ts";

/** What of a basket shipping options go by. */
export interface BasketFacts {
  readonly currency: Currency;
  /** Where it goes; null as long as nobody has said it. An option for some countries does not fit then. */
  readonly country: string | null;
  /** Of all lines, after their discounts. */
  readonly subtotal: Money;
  /** The lines that have to be shipped. */
  readonly shipped: readonly ShippedLine[];
}

export interface ShippedLine {
  readonly quantity: number;
  /** Grams of one unit; null if nobody said them. */
  readonly weight: number | null;
  readonly profile: string | null;
}

/** An option that takes a part of the basket, at its price. */
export interface PricedOption {
  readonly option: ShippingOption;
  readonly price: Money;
}

/**
 * The parts of a basket's shipping if an option is chosen: that option, then the cheapest for each other profile in the basket.
 * Null if it is not offered, or nothing is for another profile.
 */
export function offeredFor(
  option: ShippingOption,
  basket: BasketFacts,
  all: readonly ShippingOption[],
): readonly PricedOption[] | null {
  const profiles = [...new Set(basket.shipped.map(({ profile }) => profile))];
  if (option.kind === "pickup") {
    const isComplete = option.profile === null || profiles.every((profile) => profile === option.profile);
    const found = isComplete ? pricedOption(option, basket, basket.shipped) : null;
    return found === null ? null : [found];
  }
  if (!profiles.includes(option.profile)) return null;
  const linesOf = (profile: string | null) => basket.shipped.filter((line) => line.profile === profile);
  const priced = [
    pricedOption(option, basket, linesOf(option.profile)),
    ...profiles
      .filter((profile) => profile !== option.profile)
      .map((profile) => cheapest(profile, basket, linesOf(profile), all)),
  ];
  return priced.every((found) => found !== null) ? priced : null;
}

function cheapest(
  profile: string | null,
  basket: BasketFacts,
  lines: readonly ShippedLine[],
  all: readonly ShippingOption[],
): PricedOption | null {
  const priced = all
    .filter((option) => option.kind === "delivery" && option.profile === profile)
    .flatMap((option) => pricedOption(option, basket, lines) ?? []);
  return priced.toSorted((a, b) => a.price.amount - b.price.amount).at(0) ?? null;
}

/** One option at its price for some lines; null if it does not fit. */
function pricedOption(
  option: ShippingOption,
  basket: BasketFacts,
  lines: readonly ShippedLine[],
): PricedOption | null {
  const { currency, subtotal } = basket;
  if (!shipsTo(option, basket.country)) return null;
  const price = priceIn(pricesFor(option, basket, lines), currency);
  if (price === null) return null;
  const freeFrom = priceIn(option.freeFrom, currency);
  const isFree = freeFrom !== null && subtotal.amount >= freeFrom.amount;
  return { option, price: isFree ? { amount: 0, currency } : price };
}

function pricesFor(
  { rules, prices }: ShippingOption,
  { subtotal }: BasketFacts,
  lines: readonly ShippedLine[],
): readonly Price[] {
  if (rules.length === 0) return prices;
  const total = (of: (line: ShippedLine) => number) => lines.reduce((sum, line) => sum + of(line), 0);
  const weight = total((line) => (line.weight ?? 0) * line.quantity);
  const quantity = total((line) => line.quantity);
  const found = rules.find(
    (rule) =>
      // Its bounds are in the currencies that it has prices in.
      priceIn(rule.prices, subtotal.currency) !== null &&
      isWithin(weight, rule.minWeight, rule.maxWeight) &&
      isWithin(quantity, rule.minQuantity, rule.maxQuantity) &&
      isWithin(subtotal.amount, rule.minSubtotal, rule.maxSubtotal),
  );
  return found?.prices ?? [];
}

function isWithin(value: number, min: number | null, max: number | null): boolean {
  return (min === null || value >= min) && (max === null || value <= max);
}

/** Whether an option ships to a country. What is picked up goes nowhere. */
function shipsTo({ kind, zones }: ShippingOption, country: string | null): boolean {
  return kind === "pickup" || zones.length === 0 || (country !== null && zones.includes(country));
}

/** The option for a country, or for any, before there is a basket: at the lowest price that it can have there; null if it has none. */
export function startingAt(
  option: ShippingOption,
  country: string | null,
  currency: string,
): OfferedOption | null {
  if (country !== null && !shipsTo(option, country)) return null;
  const lists = option.rules.length === 0 ? [option.prices] : option.rules.map(({ prices }) => prices);
  const prices = lists.flatMap((list) => priceIn(list, currency) ?? []);
  const price = prices.toSorted((a, b) => a.amount - b.amount).at(0);
  return price === undefined ? null : shown(option, price);
}

/** An option as shoppers see it, at a price. */
export function shown(
  { id, name, kind, locationId, minDays, maxDays }: ShippingOption,
  price: Money,
): OfferedOption {
  return { id, name, price, kind, locationId, minDays, maxDays };
}

/** Whether an option has any price in a currency. */
export function hasPriceIn({ prices, rules }: ShippingOption, currency: string): boolean {
  const lists = rules.length === 0 ? [prices] : rules.map((rule) => rule.prices);
  return lists.some((list) => priceIn(list, currency) !== null);
}

function priceIn(prices: readonly Price[], currency: string): Price | null {
  return prices.find((one) => one.currency === currency) ?? null;
}
