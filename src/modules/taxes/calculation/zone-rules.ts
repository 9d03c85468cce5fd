import type { KnownZone } from "../rules.ts";
import type { Place } from "../schema.ts";
import type { TaxDestination } from "./calculator.ts";

/**
 * The zone that says most about a destination: by more kinds of rule (province, postal codes), then by postal codes rather than a
 * province, then by the longest prefix. Of equal ones, those that were written come before those of the settings' tax rates, and
 * older ones before younger.
 */
export function zoneFor(zones: readonly KnownZone[], destination: TaxDestination): KnownZone | undefined {
  const postalCode = plainCode(destination.postalCode ?? "");
  const province = plainText(destination.province ?? "");
  return zones
    .flatMap((zone) => {
      const ranks = zone.countries
        .filter(({ country }) => country === destination.country)
        .map((place) => rankOf(place, province, postalCode));
      const rank = Math.max(elsewhere, ...ranks);
      return rank === elsewhere ? [] : [{ zone, rank }];
    })
    .toSorted(
      (a, b) =>
        b.rank - a.rank ||
        Number(b.zone.written) - Number(a.zone.written) ||
        (a.zone.id < b.zone.id ? -1 : 1),
    )
    .at(0)?.zone;
}

const elsewhere = -1;
/** More than a prefix can have characters. */
const byPostalCode = 100;
const byBoth = 1_000;

/** How much a place says about an address in its country. */
function rankOf({ provinces, postalPrefixes }: Place, province: string, postalCode: string): number {
  const hasProvinces = provinces.length > 0;
  if (hasProvinces && !provinces.some((one) => plainText(one) === province)) return elsewhere;
  if (postalPrefixes.length === 0) return hasProvinces ? 1 : 0;
  const lengths = postalPrefixes
    .map(plainCode)
    .filter((prefix) => postalCode.startsWith(prefix))
    .map(({ length }) => length);
  if (lengths.length === 0) return elsewhere;
  return Math.max(...lengths) + byPostalCode + (hasProvinces ? byBoth : 0);
}

function plainText(text: string): string {
  return text.normalize("NFC").toLowerCase().replaceAll(/\s/g, "");
}

function plainCode(code: string): string {
  return code.normalize("NFC").toUpperCase().replaceAll(/[\s-]/g, "");
}
