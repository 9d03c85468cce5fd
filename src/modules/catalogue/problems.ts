import { defineProblems } from "../../kernel/api/problem.ts";

/** The module's problems, in addition to the platform's own. */
export const problems = defineProblems({
  "duplicate-handle": {
    status: 409,
    title: "Handle already taken",
    help: "A handle is unique per tenant and locale. Choose another one, or omit it to generate one from the title.",
  },
  "duplicate-sku": {
    status: 409,
    title: "SKU already taken",
    help: "A SKU is unique per tenant. Another variant, or another line of the same request, already has it.",
  },
  "category-not-empty": {
    status: 409,
    title: "Category not empty",
    help: "Move or delete its subcategories first.",
  },
  "unknown-variant": {
    status: 422,
    title: "Unknown variant",
    help: "The variant does not exist, it belongs to another product, or its product is not published.",
  },
  "invalid-prices": {
    status: 422,
    title: "Invalid prices",
    help: "Send one price per currency, or several for different quantities, and no compare-at amount below its amount.",
  },
  "price-unavailable": {
    status: 422,
    title: "Price unavailable",
    help: "`errors` lists the lines without a price in the requested currency. Remove them, or choose another currency.",
  },
  "invalid-options": {
    status: 422,
    title: "Invalid options",
    help: "Every variant needs exactly one of the listed values for every option, and no two variants may have the same values.",
  },
  "last-variant": {
    status: 422,
    title: "Last variant",
    help: "A product needs at least one variant. Delete the product instead, or add another variant first.",
  },
  "translation-required": {
    status: 422,
    title: "Translation required",
    help: "The translation in the tenant's main language can't be removed, nor can the last one. Change it, or add another one first.",
  },
  "category-cycle": {
    status: 422,
    title: "Category cycle",
    help: "A category cannot be its own ancestor. Choose a parent that is not the category or one of its descendants.",
  },
  "invalid-csv": {
    status: 422,
    title: "Invalid CSV file",
    help: "The file must be CSV with a header row. A product file has a Handle column, an inventory file a SKU or Handle column and quantities.",
  },
  "imports-running": {
    status: 409,
    title: "Too many unfinished imports",
    help: "Wait until one of the tenant's imports has ended, or cancel one. The file of a cancelled import is removed within a few seconds.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly catalogue: typeof problems;
  }
}
