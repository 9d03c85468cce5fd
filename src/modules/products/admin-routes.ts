import * as z from "zod";
import { flag, repeatable, shownAs } from "../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { countrySchema } from "../../kernel/values/country.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import { currencySchema } from "../../kernel/values/money.ts";
import { createProduct, deleteProduct, moveCommands, updateProduct } from "./commands.ts";
import { readProduct } from "./queries.ts";
import { productInput, productPatch } from "./schema.ts";

const path = "/v1/admin/products";
const params = z.object({ id: opaqueId });
const returns = "The product";
const productRefusals = [
  "unknown-reference",
  "duplicate-handle",
  "locale-not-enabled",
  "invalid-options",
  "too-large",
] as const;
const variantRefusals = [
  "duplicate-sku",
  "currency-not-enabled",
  "invalid-prices",
  "overlapping-tiers",
] as const;

const aboutMove = {
  publish: {
    summary: "Publish a product",
    description:
      "Shows a draft in the store. Its variants are for sale in the currencies they have prices in.",
  },
  unpublish: {
    summary: "Unpublish a product",
    description: "Takes a product out of the store. It is a draft again. Orders keep what was bought.",
  },
  archive: {
    summary: "Archive a product",
    description: "Takes a product out of the store and out of daily work. Restore it to work on it again.",
  },
  restore: {
    summary: "Restore an archived product",
    description: "Makes an archived product a draft again.",
  },
} as const;

const aboutExplain = "Lists all prices that each variant could have, and why each was chosen or not.";
const aboutGroups = "Handles of the buyer's groups, for `explain`.";
const aboutQuantity = "How many are bought, for `explain`. One if it is left out.";

const explainQuery = z.strictObject({
  explain: shownAs(() => z.boolean().optional().describe(aboutExplain), flag.describe(aboutExplain)),
  currency: currencySchema
    .optional()
    .describe("The currency of `explain`. The tenant's default if it is left out."),
  country: countrySchema.optional().describe("Where goods would go to, for `explain`."),
  customerGroup: shownAs(
    () => z.array(z.string()).optional().describe(aboutGroups),
    repeatable.describe(aboutGroups),
  ),
  quantity: shownAs(
    () => z.int().min(1).optional().describe(aboutQuantity),
    z
      .string()
      .regex(/^[1-9]\d{0,6}$/, "must be a whole number from 1")
      .transform(Number)
      .optional()
      .describe(aboutQuantity),
  ),
});

/** Admin routes for single products. */
export const adminRoutes = [
  defineRoute({
    method: "post",
    path,
    tag: "Products",
    operationId: "createProduct",
    summary: "Create a product",
    description:
      "Creates a draft with its translations, variants, prices and stock. Publish it to show it in the store. A handle that is left out is made from the title.",
    operation: createProduct,
    body: productInput,
    input: ({ body }) => body,
    status: 201,
    returns,
    location: ({ id }) => `${path}/${id}`,
    refusals: [...productRefusals, ...variantRefusals],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag: "Products",
    operationId: "getProduct",
    summary: "Get a product",
    description:
      "Returns a product of any status with all translations, variants, prices and stock, as it is now.",
    operation: readProduct,
    params,
    query: explainQuery,
    input: ({ params, query: { explain, ...question } }) => ({
      ...params,
      explain: explain === true ? question : null,
    }),
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    tag: "Products",
    operationId: "updateProduct",
    summary: "Update a product",
    description:
      "Fields that are left out stay, and `null` clears a field. Translations merge by locale; lists are replaced. `variants` gives existing variants new option values or another image, together with new `options`.",
    operation: updateProduct,
    params,
    body: productPatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
    refusals: [...productRefusals, "translation-required", "unknown-variant"],
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag: "Products",
    operationId: "deleteProduct",
    summary: "Delete a product",
    description:
      "Deletes a draft or an archived product with its variants. Unpublish or archive an active one first. Orders keep what was bought.",
    operation: deleteProduct,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
    refusals: ["invalid-transition"],
  }),
  ...moveCommands.map(({ move, command }) =>
    defineRoute({
      method: "post",
      path: `${path}/{id}/${move}`,
      tag: "Products",
      operationId: `${move}Product`,
      ...aboutMove[move],
      operation: command,
      params,
      input: ({ params }) => params,
      returns,
      refusals: ["invalid-transition"],
    }),
  ),
];
