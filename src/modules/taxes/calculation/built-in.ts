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
    homeCountry === null
      ? undefined
      : zoneFor(zones, { country: homeCountry, province: null, postalCode: null });
  const isAbroad = homeCountry !== null && homeCountry !== destination.country;
  const keepsNet = settings.pricesIncludeTax && isAbroad && settings.priceStays === "net";
  if (isExempt) return exempt(keepsNet ? home : zone, settings);
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
    ofShipping: (left, category, lines) => {
      const areLinesNet = !settings.pricesIncludeTax;
      const parts = shippingParts(left, category, lines, { zone, settings, areLinesNet });
      return merged(parts.flatMap(({ part, rates }) => taxesOf(part, rates, settings)));
    },
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

/** Who pays no taxes pays net prices: the tax that would be in them is taken out. The zone is the one that it comes from. */
function exempt(zone: TaxZone | undefined, settings: TaxSettings): Taxation {
  const isGross = settings.pricesIncludeTax && zone !== undefined;
  if (!isGross) return untaxed("tax-exempt");
  return {
    ...untaxed("tax-exempt"),
    unitPrice: (entered, category) => netOf(entered, ratesIn(zone, category)),
    shippingPrice: (entered, category, lines) => {
      const parts = shippingParts(entered, category, lines, { zone, settings, areLinesNet: true });
      const included = parts.flatMap(({ part, rates }) => taxesIn(part, rates));
      const amounts = included.map(({ amount }) => amount);
      return minus(entered, sumOf(entered.currency, amounts));
    },
  };
}

/** How the taxes of shipping are found. */
interface ShippingRules {
  readonly zone: TaxZone;
  readonly settings: TaxSettings;
  /** Whether what is left of the lines has no tax in it. */
  readonly areLinesNet: boolean;
}

/** What of shipping is taxed by which rates: nothing, all as its own category, or by the rates of the lines. */
function shippingParts(
  whole: Money,
  category: string,
  lines: readonly TaxedLine[],
  rules: ShippingRules,
): readonly ShippingPart[] {
  const own = [{ part: whole, rates: ratesIn(rules.zone, category) }];
  switch (rules.settings.taxShipping) {
    case "none":
      return [];
    case "category":
      return own;
    case "proportional":
      return partsByRates(whole, lines, rules) ?? own;
  }
}

interface ShippingPart {
  readonly part: Money;
  readonly rates: readonly Rate[];
}

/** By the nets of the lines that are taxed alike. Null if the lines cost nothing. */
function partsByRates(
  whole: Money,
  lines: readonly TaxedLine[],
  { zone, areLinesNet }: ShippingRules,
): readonly ShippingPart[] | null {
  const groups = new Map<string, { readonly rates: readonly Rate[]; net: number }>();
  for (const line of lines) {
    const rates = ratesIn(zone, line.category);
    const key = JSON.stringify(rates.map(({ name, rate, compound }) => [name, rate, compound]));
    const group = groups.get(key) ?? { rates, net: 0 };
    const net = areLinesNet ? line.left : netOf(line.left, rates);
    groups.set(key, { rates, net: group.net + net.amount });
  }
  const all = [...groups.values()];
  if (all.every(({ net }) => net === 0)) return null;
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
