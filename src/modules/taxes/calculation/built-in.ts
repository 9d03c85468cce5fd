import { none, split, sumOf } from "../../../kernel/values/arithmetic.ts";
import type { Money } from "../../../kernel/values/money.ts";
import type { Rate, TaxZone } from "../schema.ts";
import type {
  TaxAmount,
  Taxation,
  TaxCalculator,
  TaxCircumstances,
  TaxedLine,
  TaxSettings,
} from "./calculator.ts";
import { grossOf, netOf, taxesIn, taxesOn } from "./rate-rules.ts";
import { zoneFor } from "./zone-rules.ts";

/** Goes by the tenant's tax zones and settings. */
export const builtInTaxes: TaxCalculator = { name: "built-in", taxationOf };

function taxationOf({ zones, settings, destination, isExempt }: TaxCircumstances): Taxation {
  if (destination === null) return untaxed("no-destination");
  const zone = zoneFor(zones, destination);
  const { homeCountry, priceStays, pricesIncludeTax } = settings;
  const isAbroad = homeCountry !== null && homeCountry !== destination.country;
  const keepsNet = pricesIncludeTax && isAbroad && priceStays === "net";
  const inPrices = keepsNet
    ? zoneFor(zones, { country: homeCountry, province: null, postalCode: null })
    : zone;
  if (isExempt) return exempt(inPrices, settings);
  const unitPrice = (entered: Money, category: string) =>
    keepsNet ? grossOf(netOf(entered, ratesIn(inPrices, category)), ratesIn(zone, category)) : entered;
  if (zone === undefined) return { ...untaxed("no-rate"), unitPrice };
  return { ...taxedIn(zone, settings), unitPrice };
}

function taxedIn(zone: TaxZone, settings: TaxSettings): Omit<Taxation, "unitPrice"> {
  return {
    zone: { id: zone.id, name: zone.name },
    reason: "destination-rate",
    shippingPrice: (entered) => entered,
    ofLine: (left, category) => taxesOf(left, ratesIn(zone, category), settings),
    ofShipping: (left, category, lines) => shippingTaxes(left, category, lines, zone, settings),
  };
}

function untaxed(reason: string): Taxation {
  return {
    zone: null,
    reason,
    unitPrice: (entered) => entered,
    shippingPrice: (entered) => entered,
    ofLine: () => [],
    ofShipping: () => [],
  };
}

/** Who pays no taxes pays net prices: the taxes that would be in them are taken out, also those of shipping. */
function exempt(inPrices: TaxZone | undefined, settings: TaxSettings): Taxation {
  const isGross = settings.pricesIncludeTax && inPrices !== undefined;
  if (!isGross) return untaxed("tax-exempt");
  return {
    ...untaxed("tax-exempt"),
    unitPrice: (entered, category) => netOf(entered, ratesIn(inPrices, category)),
    shippingPrice: (entered, category, lines) => {
      // What is left of the lines is net: their unit prices are.
      const parts = shippingParts(entered, category, lines, inPrices, {
        ...settings,
        pricesIncludeTax: false,
      });
      if (parts.length === 0) return entered;
      return sumOf(
        entered.currency,
        parts.map(({ part, rates }) => netOf(part, rates)),
      );
    },
  };
}

function shippingTaxes(
  left: Money,
  category: string,
  lines: readonly TaxedLine[],
  zone: TaxZone,
  settings: TaxSettings,
): readonly TaxAmount[] {
  const parts = shippingParts(left, category, lines, zone, settings);
  return merged(parts.flatMap(({ part, rates }) => taxesOf(part, rates, settings)));
}

interface Part {
  readonly part: Money;
  readonly rates: readonly Rate[];
}

/** What of shipping is taxed at which rates: nothing, all of it at its own, or parts at those of the goods. */
function shippingParts(
  whole: Money,
  category: string,
  lines: readonly TaxedLine[],
  zone: TaxZone,
  settings: TaxSettings,
): readonly Part[] {
  const own = [{ part: whole, rates: ratesIn(zone, category) }];
  switch (settings.taxShipping) {
    case "none":
      return [];
    case "category":
      return own;
    case "proportional": {
      const parts = partsByRates(whole, lines, zone, settings);
      // Goods that cost nothing say nothing of how to tax.
      return parts.length === 0 ? own : parts;
    }
  }
}

/** Parts by the nets of the lines, those with the same rates together. None if all nets are 0. */
function partsByRates(
  whole: Money,
  lines: readonly TaxedLine[],
  zone: TaxZone,
  { pricesIncludeTax }: TaxSettings,
): readonly Part[] {
  const groups = new Map<string, { readonly rates: readonly Rate[]; net: number }>();
  for (const line of lines) {
    const rates = ratesIn(zone, line.category);
    const key = JSON.stringify(rates.map(({ name, rate, compound }) => [name, rate, compound]));
    const group = groups.get(key) ?? { rates, net: 0 };
    const net = pricesIncludeTax ? netOf(line.left, rates) : line.left;
    groups.set(key, { rates, net: group.net + net.amount });
  }
  const all = [...groups.values()];
  if (all.every(({ net }) => net === 0)) return [];
  const parts = split(
    whole,
    all.map(({ net }) => net),
  );
  return all.map(({ rates }, index) => ({ rates, part: parts[index] ?? none(whole.currency) }));
}

/** One amount for each name and rate. */
function merged(taxes: readonly TaxAmount[]): readonly TaxAmount[] {
  return [...Map.groupBy(taxes, ({ name, rate }) => `${rate} ${name}`).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const amounts = same.map(({ amount }) => amount);
    return [{ ...first, amount: sumOf(first.amount.currency, amounts) }];
  });
}

function taxesOf(left: Money, rates: readonly Rate[], { pricesIncludeTax }: TaxSettings) {
  return pricesIncludeTax ? taxesIn(left, rates) : taxesOn(left, rates);
}

function ratesIn(zone: TaxZone | undefined, category: string): readonly Rate[] {
  return zone?.rates.filter((rate) => rate.category === category) ?? [];
}
