import { z } from "zod";
import { defineRoute } from "../../kernel/api/route.ts";
import { opaqueId } from "../../kernel/values/id.ts";
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
const variantRefusals = ["duplicate-sku", "currency-not-enabled", "invalid-prices"] as const;

/** Admin routes for single products. */
export const adminRoutes = [
  defineRoute({
    method: "post",
    path,
    summary: "Create a product as a draft",
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
    summary: "Read a product",
    operation: readProduct,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    summary:
      "Update a product. Translations merge by locale; lists are replaced. `variants` has new option values and images of existing variants",
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
    summary: "Delete an unpublished product",
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
      summary: `${move.charAt(0).toUpperCase()}${move.slice(1)} a product`,
      operation: command,
      params,
      input: ({ params }) => params,
      returns,
      refusals: ["invalid-transition"],
    }),
  ),
];
