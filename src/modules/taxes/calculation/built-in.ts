import { minus, none, split, sumOf } from "../../../kernel/values/arithmetic.ts";
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
  const { homeCountry } = settings;
  const home =
    homeCountry === null ? zone : zoneFor(zones, { country: homeCountry, province: null, postalCode: null });
  if (isExempt) return exempt(home, settings);
  const isAbroad = homeCountry !== null && homeCountry !== destination.country;
  const keepsNet = settings.pricesIncludeTax && isAbroad && settings.priceStays === "net";
  const unitPrice = (entered: Money, category: string) =>
    keepsNet ? grossOf(netOf(entered, ratesIn(home, category)), ratesIn(zone, category)) : entered;
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

/** Who pays no taxes pays net prices: what the entered ones include is taken out of them, wherever the goods go. */
function exempt(home: TaxZone | undefined, settings: TaxSettings): Taxation {
  const isGross = settings.pricesIncludeTax && home !== undefined;
  if (!isGross) return untaxed("tax-exempt");
  return {
    ...untaxed("tax-exempt"),
    unitPrice: (entered, category) => netOf(entered, ratesIn(home, category)),
    shippingPrice: (entered, category, lines) => {
      const included = shippingTaxes(entered, category, lines, home, settings);
      const amounts = included.map(({ amount }) => amount);
      return minus(entered, sumOf(entered.currency, amounts));
    },
  };
}

/** Shipping's taxes: none, those of its own category, or those of the lines, by what is left of each without tax. */
function shippingTaxes(
  left: Money,
  category: string,
  lines: readonly TaxedLine[],
  zone: TaxZone,
  settings: TaxSettings,
): readonly TaxAmount[] {
  switch (settings.taxShipping) {
    case "none":
      return [];
    case "category":
      return taxesOf(left, ratesIn(zone, category), settings);
    case "proportional":
      return merged(
        partsByRates(left, lines, zone, settings).flatMap(({ part, rates }) =>
          taxesOf(part, rates, settings),
        ),
      );
  }
}

function partsByRates(
  whole: Money,
  lines: readonly TaxedLine[],
  zone: TaxZone,
  { pricesIncludeTax }: TaxSettings,
): readonly { readonly part: Money; readonly rates: readonly Rate[] }[] {
  const groups = new Map<string, { readonly rates: readonly Rate[]; net: number }>();
  for (const line of lines) {
    const rates = ratesIn(zone, line.category);
    const key = JSON.stringify(rates.map(({ name, rate, compound }) => [name, rate, compound]));
    const group = groups.get(key) ?? { rates, net: 0 };
    const net = pricesIncludeTax ? netOf(line.left, rates) : line.left;
    groups.set(key, { rates, net: group.net + net.amount });
  }
  const all = [...groups.values()];
  // Free goods are taxed alike.
  const isFree = all.every(({ net }) => net === 0);
  const parts = split(
    whole,
    all.map(({ net }) => (isFree ? 1 : net)),
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
