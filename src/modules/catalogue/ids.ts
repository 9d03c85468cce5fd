import { defineIds } from "../../kernel/values/id.ts";

/** The kinds of ids that the module gives out. */
export const catalogueIds = defineIds({
  product: "prod",
  variant: "var",
  collection: "col",
  category: "cat",
});
