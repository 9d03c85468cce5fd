import { defineLimits } from "../../kernel/limit.ts";

const list = { unit: "count", per: "value", beyond: "400 `validation-failed`" } as const;

export const taxLimits = defineLimits({
  zones: {
    value: 300,
    unit: "count",
    per: "tenant",
    what: "Tax zones, with those of the settings' tax rates",
    beyond: "422 `too-large`",
  },
  zone: {
    // All zones stay in the object's memory, and a page has a hundred of them.
    value: 8 * 1024,
    unit: "bytes",
    per: "value",
    what: "A tax zone, as JSON",
    beyond: "422 `too-large`",
  },
  zoneCountries: { ...list, value: 250, what: "Countries of a tax zone" },
  zoneProvinces: { ...list, value: 100, what: "Provinces of a country in a tax zone" },
  zonePostalPrefixes: { ...list, value: 500, what: "Postal prefixes of a country in a tax zone" },
  zoneRates: { ...list, value: 50, what: "Rates of a tax zone" },
});
