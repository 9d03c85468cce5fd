import { refusal } from "../../kernel/api/problem.ts";
import { byteLength } from "../../kernel/json.ts";
import { equal, sentFields } from "../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import type { NewEvent } from "../../kernel/write/event.ts";
import { type Settings, settingsUpdated } from "../tenants/index.ts";
import { standardCategory } from "./category.ts";
import { zoneCreated, zoneDeleted, zoneUpdated } from "./events.ts";
import { taxLimits } from "./limits.ts";
import type { TaxZone, TaxZoneInput, TaxZonePatch } from "./schema.ts";

/** A tax zone, and whether it is stored. A country of the settings' tax rates is not, until it is changed as a zone. */
export interface KnownZone extends TaxZone {
  readonly written: boolean;
}

type TaxRates = Settings["taxRates"];

/** The zones of the settings' tax rates, but for those that were written since. */
export function settledZones(taxRates: TaxRates, written: readonly KnownZone[]): readonly KnownZone[] {
  if (taxRates.length === 0) return written;
  const ids = new Set(written.map(({ id }) => id));
  const derived = taxRates.map(zoneOfRate).filter(({ id }) => !ids.has(id));
  return [...derived, ...written].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * The zone of a country in the settings' tax rates. Its id is that of no other country, and the same in every tenant: so an
 * imported zone takes the place of its country's.
 */
function zoneOfRate({ country, rate }: TaxRates[number]): KnownZone {
  return {
    id: zoneIdOf(country),
    name: country,
    countries: [{ country, provinces: [], postalPrefixes: [] }],
    rates: [{ name: country, category: standardCategory, rate, compound: false }],
    written: false,
  };
}

/** The id of a country's zone. It is older than any that staff creates. */
export function zoneIdOf(country: string): string {
  const [first = 0, second = 0] = [...country].map((letter) => letter.charCodeAt(0) - firstLetter);
  const number = first * 26 + second;
  const digits = [Math.floor(number / digitsOfUlid.length), number % digitsOfUlid.length];
  return `tax_${"0".repeat(24)}${digits.map((digit) => digitsOfUlid[digit]).join("")}`;
}

const firstLetter = "A".charCodeAt(0);
const digitsOfUlid = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Creates a zone. Refuses if the tenant has too many. */
export function decideZone(id: string, input: TaxZoneInput, count: number): Result<readonly NewEvent[]> {
  const { value: most } = taxLimits.zones;
  if (count >= most) return refused(refusal("too-large", `A shop has at most ${most} tax zones.`));
  const zone = contentOf(input);
  return fits(zone) ? ok([zoneCreated.of(id, zone)]) : refused(tooLarge);
}

/** Changes a zone. No event if nothing differs. The first change of a country's zone stores it. */
export function decideZoneChange(zone: KnownZone, patch: TaxZonePatch): Result<readonly NewEvent[]> {
  const { id, written, ...content } = zone;
  const { name, countries, rates } = contentOf({ ...content, ...sentFields(patch) });
  const next = { name, countries, rates };
  const changed = sentFields({
    name: name === content.name ? undefined : name,
    countries: equal(countries, content.countries) ? undefined : countries,
    rates: equal(rates, content.rates) ? undefined : rates,
  });
  if (Object.keys(changed).length === 0) return ok([]);
  if (!fits(next)) return refused(tooLarge);
  return ok([written ? zoneUpdated.of(id, changed) : zoneCreated.of(id, next)]);
}

/** Deletes a zone. That of a country leaves the settings' tax rates too, where it would come back from. */
export function decideZoneDeletion(
  { id, written }: KnownZone,
  tenantId: string,
  taxRates: TaxRates,
): readonly NewEvent[] {
  const others = taxRates.filter(({ country }) => zoneIdOf(country) !== id);
  return [
    ...(written ? [zoneDeleted.of(id, {})] : []),
    ...(others.length === taxRates.length ? [] : [settingsUpdated.of(tenantId, { taxRates: others })]),
  ];
}

function contentOf({ name, countries, rates }: TaxZoneInput): Omit<TaxZone, "id"> {
  return {
    name,
    countries: countries.map(({ country, provinces = [], postalPrefixes = [] }) => ({
      country,
      provinces,
      postalPrefixes,
    })),
    rates: rates.map(({ name: rateName, category, rate, compound = false }) => ({
      name: rateName,
      category,
      rate,
      compound,
    })),
  };
}

function fits(zone: Omit<TaxZone, "id">): boolean {
  return byteLength(JSON.stringify(zone)) <= taxLimits.zone.value;
}

const tooLarge = refusal("too-large", "A tax zone has at most 8 KiB. Split it into several.");
