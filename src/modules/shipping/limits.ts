import { defineLimits } from "../../kernel/limit.ts";

const list = { unit: "count", per: "value", beyond: "400 `validation-failed`" } as const;

export const shippingLimits = defineLimits({
  options: {
    // Far more than a shopper could choose from.
    value: 100,
    unit: "count",
    per: "tenant",
    what: "Shipping options",
    beyond: "422 `too-large`",
  },
  option: {
    // All options stay in the object's memory, and a page has a hundred of them.
    value: 8 * 1024,
    unit: "bytes",
    per: "value",
    what: "A shipping option, as JSON",
    beyond: "422 `too-large`",
  },
  optionZones: { ...list, value: 250, what: "Countries of a shipping option" },
  optionRules: { ...list, value: 50, what: "Rules of a shipping option" },
});
