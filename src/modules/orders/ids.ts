import { defineIds } from "../../kernel/values/id.ts";

/** The kinds of ids that the module gives out. */
export const orderIds = defineIds({
  order: "ord",
  item: "item",
  payment: "pay",
  fulfillment: "ful",
  refund: "rfd",
});
