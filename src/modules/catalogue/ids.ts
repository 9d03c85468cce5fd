import { defineIds } from "../../kernel/values/id.ts";

/** The id prefixes of the module. */
export const catalogueIds = defineIds({
  product: "prod",
  variant: "var",
  collection: "col",
  category: "cat",
  import: "imp",
});
