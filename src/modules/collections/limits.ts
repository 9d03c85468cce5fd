import { defineLimits } from "../../kernel/limit.ts";

/** The bounds of one collection or category. */
export const groupLimits = defineLimits({
  group: {
    // Less than a resource may have: the rest is for former handles.
    value: 480 * 1024,
    unit: "bytes",
    per: "value",
    what: "A collection or category with its translations and the ids of its products, as JSON",
    beyond: "422 `too-large`",
  },
  products: {
    value: 10_000,
    unit: "count",
    per: "value",
    what: "Products of a collection or category",
    beyond: "400 `validation-failed`",
  },
  groupsOfProduct: {
    value: 100,
    unit: "count",
    per: "value",
    what: "Collections and categories of a product",
    beyond: "422 `too-large`",
  },
});
