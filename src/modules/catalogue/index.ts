import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule, joinParts } from "../../kernel/module.ts";
import { collections } from "../collections/index.ts";
import { listing } from "../listing/index.ts";
import { productFiles } from "../product-files/index.ts";
import { products, unknownProducts } from "../products/index.ts";
import { translations } from "../translations/index.ts";
import { catalogueIds } from "./ids.ts";
import { problems } from "./problems.ts";

/** The module's resources, and each role's permissions on them. */
const resources = defineResources({
  products: { admin: ["manage"], manager: ["create", "read", "update", "delete", "list", "import"] },
  categories: { admin: ["manage"], manager: ["create", "read", "update", "delete", "list", "import"] },
});

/**
 * Products, collections, lists and files. One module that a tenant enables as a whole, built from several
 * folders.
 */
export const catalogue = defineModule({
  name: "catalogue",
  requires: ["tenants", "inventory"],
  optional: true,
  problems,
  ids: catalogueIds,
  resources,
  tags: {
    Products:
      "Products of every status, with translations, options, variants and images. Drafts are published to the store.",
    Variants: "What is bought: a product in one combination of its options, with a SKU, prices and stock.",
    Collections: "Groups of products that staff chooses and orders.",
    Categories: "A tree of groups of products. A category includes the products of those beneath it.",
    Files: "Import and export of Shopify's CSV files.",
  },
  ...joinParts(translations, products, collections(unknownProducts), listing, productFiles),
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly catalogue: typeof resources;
  }
}
