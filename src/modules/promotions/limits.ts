import { defineLimits } from "../../kernel/limit.ts";

export const promotionLimits = defineLimits({
  promotions: {
    value: 5_000,
    unit: "count",
    per: "tenant",
    what: "Promotions that are not deleted",
    beyond: "422 `too-large`",
  },
  promotion: {
    value: 64 * 1024,
    unit: "bytes",
    per: "value",
    what: "A promotion, as JSON",
    beyond: "422 `too-large`",
  },
  names: {
    value: 500,
    unit: "count",
    per: "value",
    what: "Things that one list of a selector names",
    beyond: "400 `validation-failed`",
  },
  codes: {
    value: 100,
    unit: "count",
    per: "value",
    what: "Codes that a promotion names itself",
    beyond: "400 `validation-failed`",
  },
  generatedCodes: {
    value: 10_000,
    unit: "count",
    per: "value",
    what: "Single-use codes that one request generates",
    beyond: "400 `validation-failed`",
  },
  storedCodes: {
    value: 1_000_000,
    unit: "count",
    per: "tenant",
    what: "Codes of all promotions",
    beyond: "422 `too-large`",
  },
});
