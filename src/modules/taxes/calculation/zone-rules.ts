import type { KnownZone } from "../rules.ts";
import type { Place } from "../schema.ts";
import type { TaxDestination } from "./calculator.ts";

/**
 * The zone of a destination: the one that says most about it. Province and postal prefix together say more than one of them, a
 * prefix more than a province, and a longer prefix more than a shorter. Of equal ones, those that were written come before those of the settings' tax rates, and older ones before younger.
 */
export function zoneFor(zones: readonly KnownZone[], destination: TaxDestination): KnownZone | undefined {
  const postalCode = plainCode(destination.postalCode ?? "");
  const province = plainText(destination.province ?? "");
  return zones
    .flatMap((zone) => {
      const found = zone.countries
        .filter(({ country }) => country === destination.country)
        .map((place) => rankOf(place, province, postalCode));
      const rank = Math.max(-1, ...found);
      return rank < 0 ? [] : [{ zone, rank }];
    })
    .toSorted(
      (a, b) =>
        b.rank - a.rank ||
        Number(b.zone.written) - Number(a.zone.written) ||
        (a.zone.id < b.zone.id ? -1 : 1),
    )
    .at(0)?.zone;
}

/** How specifically a place has an address in its country; below zero if it has not. */
function rankOf({ provinces, postalPrefixes }: Place, province: string, postalCode: string): number {
  const isElsewhere = provinces.length > 0 && !provinces.some((one) => plainText(one) === province);
  if (isElsewhere) return -1;
  if (postalPrefixes.length === 0) return provinces.length > 0 ? ranks.province : 0;
  const lengths = postalPrefixes
    .map(plainCode)
    .filter((prefix) => postalCode.startsWith(prefix))
    .map(({ length }) => length + (provinces.length > 0 ? ranks.both : ranks.postalPrefix));
  return Math.max(-1, ...lengths);
}

/** The length of a prefix is added, which is far below the distance of these. */
const ranks = { province: 1, postalPrefix: 1_000, both: 2_000 };

function plainText(text: string): string {
  return text.normalize("NFC").replaceAll(/\s/g, "").toLowerCase();
}

function plainCode(code: string): string {
  return code.normalize("NFC").toUpperCase().replaceAll(/[\s-]/g, "");
}
