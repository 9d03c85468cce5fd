import type { Basket, Shop } from "../vector.ts";
import { by, plus, type Ratio, rateOf, ratio, rounded, shared, times } from "./ratio.ts";

export type Zone = NonNullable<Shop["taxZones"]>[number];
export type Rate = Zone["rates"][number];
type Address = NonNullable<Basket["shippingAddress"]>;
type Place = Zone["countries"][number];

export interface TaxLine {
  readonly name: string;
  readonly rate: number;
  readonly amount: bigint;
}

/** Where a basket goes, else where the bill goes. */
export function addressOf({ shippingAddress, billingAddress }: Basket): Address | undefined {
  return shippingAddress ?? billingAddress;
}

/** Where a basket is taxed: where it goes, but at home if it is picked up there. */
export function taxedAt(shop: Shop, basket: Basket): Address | undefined {
  const { homeCountry } = shop.settings;
  return isPickedUp(shop, basket) && homeCountry !== undefined ? { country: homeCountry } : addressOf(basket);
}

function isPickedUp({ shippingOptions = [], products }: Shop, { items, shippingOptionId }: Basket): boolean {
  const isPickup = shippingOptions.some(({ id, kind }) => id === shippingOptionId && kind === "pickup");
  const sent = products.flatMap(({ variants }) => variants).filter((one) => one.requiresShipping !== false);
  return isPickup && items.some(({ variantId }) => sent.some(({ id }) => id === variantId));
}

/** The zone that says most about an address; of equal ones the older. */
export function zoneOf(shop: Shop, address: Address | undefined): Zone | undefined {
  if (address === undefined) return undefined;
  const found = (shop.taxZones ?? []).flatMap((zone) =>
    zone.countries.flatMap((place) => {
      const said = specificity(place, address);
      return said === null ? [] : [{ zone, said }];
    }),
  );
  return found.toSorted((a, b) => compareAll(b.said, a.said))[0]?.zone;
}

/** How much a place says: how many kinds of rule, whether one is of postal codes, how long the matching prefix is. Null if it doesn't match. */
function specificity(place: Place, address: Address): readonly number[] | null {
  if (place.country !== address.country) return null;
  const { provinces = [], postalPrefixes = [] } = place;
  const province = normal(address.province);
  if (provinces.length > 0 && !provinces.some((one) => normal(one) === province)) return null;
  const lengths = postalPrefixes
    .map(normalCode)
    .filter((prefix) => normalCode(address.postalCode).startsWith(prefix))
    .map(({ length }) => length);
  if (postalPrefixes.length > 0 && lengths.length === 0) return null;
  const byPostalCode = postalPrefixes.length === 0 ? 0 : 1;
  return [(provinces.length === 0 ? 0 : 1) + byPostalCode, byPostalCode, Math.max(0, ...lengths)];
}

function normalCode(text: string | undefined): string {
  return normal(text).replaceAll("-", "");
}

function normal(text: string | undefined): string {
  return (text ?? "").normalize("NFC").replaceAll(/\s/g, "").toUpperCase();
}

function compareAll(a: readonly number[], b: readonly number[]): number {
  return a.map((one, index) => one - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

export function ratesFor(zone: Zone | undefined, category: string | undefined): readonly Rate[] {
  return zone?.rates.filter((rate) => rate.category === (category ?? "standard")) ?? [];
}

/** What each rate takes of a net of 1. */
function partsOf(rates: readonly Rate[]): readonly Ratio[] {
  const parts: Ratio[] = [];
  for (const { rate, compound } of rates) {
    const base = compound === true ? parts.reduce(plus, ratio(1n)) : ratio(1n);
    parts.push(times(base, rateOf(rate)));
  }
  return parts;
}

/** What a net of 1 is with its taxes. */
export function wholeOf(rates: readonly Rate[]): Ratio {
  return partsOf(rates).reduce(plus, ratio(1n));
}

export function netOf(gross: bigint, rates: readonly Rate[]): bigint {
  return rounded(by(ratio(gross), wholeOf(rates)));
}

export function taxesOn(amount: bigint, rates: readonly Rate[], included: boolean): readonly TaxLine[] {
  const amounts = included
    ? shared(amount - netOf(amount, rates), partsOf(rates))
    : taxesOnNet(amount, rates);
  return rates.map(({ name, rate }, index) => ({ name, rate, amount: amounts[index] ?? 0n }));
}

function taxesOnNet(net: bigint, rates: readonly Rate[]): readonly bigint[] {
  let withTaxes = net;
  return rates.map(({ rate, compound }) => {
    const tax = rounded(times(ratio(compound === true ? withTaxes : net), rateOf(rate)));
    withTaxes += tax;
    return tax;
  });
}
