import { defineIds } from "../../kernel/values/id.ts";

/** Id prefixes of this module. */
export const orderIds = defineIds({
  order: "ord",
  item: "item",
  payment: "pay",
  fulfillment: "ful",
  refund: "rfd",
});
