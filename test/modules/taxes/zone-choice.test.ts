import { expect, it } from "vitest";
import { zoneFor } from "../../../src/modules/taxes/calculation/zone-rules.ts";
import type { KnownZone } from "../../../src/modules/taxes/index.ts";

const place = (country: string, provinces: string[] = [], postalPrefixes: string[] = []) => ({
  country,
  provinces,
  postalPrefixes,
});
const zone = (id: string, ...countries: KnownZone["countries"]): KnownZone => ({
  id,
  name: id,
  countries,
  rates: [],
  written: true,
});
const to = (country: string, province: string | null = null, postalCode: string | null = null) => ({
  country,
  province,
  postalCode,
});

const zones = [
  zone("1-spain", place("ES")),
  zone("2-canaries", place("ES", [], ["35", "38"])),
  zone("3-island", place("ES", [], ["3801"])),
  zone("4-texas", place("US", ["TX"])),
  zone("5-usa", place("US")),
  zone("6-london", place("GB", [], ["sw1a-1"]), place("FR", ["Île-de-France"])),
];
const zoneOf = (...destination: Parameters<typeof to>) => zoneFor(zones, to(...destination))?.id;

it.each([
  ["a country", zoneOf("ES", "Madrid", "28001"), "1-spain"],
  ["a postal prefix before its country", zoneOf("ES", null, "35001"), "2-canaries"],
  ["the longest postal prefix", zoneOf("ES", null, "38010"), "3-island"],
  ["a province before its country", zoneOf("US", "TX", "75001"), "4-texas"],
  ["a province in whatever capitals and blanks", zoneOf("US", " t x "), "4-texas"],
  ["the country, if the province is another", zoneOf("US", "Texas"), "5-usa"],
  ["the country, if nothing but it is known", zoneOf("US"), "5-usa"],
  [
    "a postal prefix without regard to blanks, hyphens and capitals",
    zoneOf("GB", null, "SW1A 1AA"),
    "6-london",
  ],
  ["a province with an accent, however it is composed", zoneOf("FR", "I\u0302le-de-France"), "6-london"],
  ["none where no postal prefix matches", zoneOf("GB", null, "EC1A 1BB"), undefined],
  ["none where the province is another", zoneOf("FR", "Bretagne"), undefined],
  ["none in a country that no zone has", zoneOf("DE", null, "38010"), undefined],
])("a destination gets the zone of %s", (_, found, expected) => {
  expect(found).toBe(expected);
});

it("a postal prefix is more specific than a province", () => {
  const two = [zone("1", place("US", ["NY"])), zone("2", place("US", [], ["1"]))];
  expect(zoneFor(two, to("US", "NY", "10001"))?.id).toBe("2");
});

it("with a province and postal prefixes, both must fit", () => {
  const both = [zone("1", place("US", ["NY"], ["100"]))];
  expect(zoneFor(both, to("US", "NY", "10001"))?.id).toBe("1");
  expect(zoneFor(both, to("US", "NJ", "10001"))).toBeUndefined();
  expect(zoneFor(both, to("US", "NY", "14201"))).toBeUndefined();
});

it("both say more than a longer prefix alone", () => {
  const two = [zone("1", place("US", [], ["10001"])), zone("2", place("US", ["NY"], ["1"]))];
  expect(zoneFor(two, to("US", "NY", "10001"))?.id).toBe("2");
});

it("of equally specific zones the oldest wins, whatever their order", () => {
  const twins = [zone("2", place("ES")), zone("1", place("ES"))];
  expect(zoneFor(twins, to("ES"))?.id).toBe("1");
  expect(zoneFor(twins.toReversed(), to("ES"))?.id).toBe("1");
});

it("a zone that staff wrote wins over that of the settings' tax rates", () => {
  const derived = { ...zone("0", place("ES")), written: false };
  expect(zoneFor([derived, zone("1", place("ES"))], to("ES"))?.id).toBe("1");
  expect(zoneFor([derived], to("ES"))?.id).toBe("0");
});
