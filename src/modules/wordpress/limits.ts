import { defineLimits } from "../../kernel/limit.ts";

/** The bounds of an export from WordPress. */
export const wordpressLimits = defineLimits({
  file: {
    value: 64 * 1024 * 1024,
    unit: "bytes",
    per: "request",
    what: "An export from WordPress",
    beyond: "413 `body-too-large`",
  },
  record: {
    value: 4 * 1024 * 1024,
    unit: "characters",
    per: "value",
    what: "An item of an export from WordPress",
    beyond: "the item fails with `too-large`",
  },
  elements: {
    value: 50_000,
    unit: "count",
    per: "value",
    what: "Elements of an item of an export from WordPress",
    beyond: "the item fails with `too-large`",
  },
});
