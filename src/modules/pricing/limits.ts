import { defineLimits } from "../../kernel/limit.ts";

export const pricingLimits = defineLimits({
  lists: { value: 200, unit: "count", per: "tenant", what: "Price lists", beyond: "422 `too-large`" },
  pricesAtOnce: {
    value: 1_000,
    unit: "count",
    per: "request",
    what: "Prices of a price list to set",
    beyond: "400 `validation-failed`",
  },
  replacedPrices: {
    value: 1_000,
    unit: "count",
    per: "request",
    what: "Prices of a price list that are replaced as a whole",
    beyond: "422 `too-large`: change them with PATCH",
  },
  pricesOfVariant: {
    value: 2_000,
    unit: "count",
    per: "value",
    what: "Prices of a variant in all price lists",
    beyond: "422 `too-large`",
  },
  countriesOfRule: {
    value: 250,
    unit: "count",
    per: "value",
    what: "Countries in the rules of a price list",
    beyond: "400 `validation-failed`",
  },
  groupsOfRule: {
    value: 50,
    unit: "count",
    per: "value",
    what: "Customer groups in the rules of a price list",
    beyond: "400 `validation-failed`",
  },
});
