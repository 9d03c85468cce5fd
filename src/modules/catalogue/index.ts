import { defineModule, joinParts } from "../../kernel/module.ts";
import { collections } from "../collections/index.ts";
import { listing } from "../listing/index.ts";
import { productFiles } from "../product-files/index.ts";
import { products, unknownProducts } from "../products/index.ts";

/** What is sold and how it is found. A tenant has it on as a whole, though it is made of several folders. */
export const catalogue = defineModule({
  name: "catalogue",
  requires: ["tenants", "inventory"],
  optional: true,
  ...joinParts(products, collections(unknownProducts), listing, productFiles),
});
