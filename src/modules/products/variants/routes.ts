import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { pricesInput } from "../prices/schema.ts";
import { readVariant } from "../queries.ts";
import { variantInput, variantPatch } from "../schema.ts";
import { addVariant, deleteVariant, setPrices, updateVariant } from "./commands.ts";

const path = "/v1/admin/variants";
const params = z.object({ id: opaqueId });
const returns = "The variant";
const refusals = [
  "duplicate-sku",
  "invalid-options",
  "currency-not-enabled",
  "invalid-prices",
  "overlapping-tiers",
  "unknown-reference",
  "too-large",
] as const;

export const variantRoutes = [
  defineRoute({
    method: "post",
    path: "/v1/admin/products/{id}/variants",
    tag: "Variants",
    operationId: "createVariant",
    summary: "Create a variant",
    description:
      "Adds a variant to a product. Its option values must be among the product's options, in a combination that no other variant has.",
    operation: addVariant,
    params,
    body: variantInput,
    input: ({ params: { id }, body }) => ({ productId: id, variant: body }),
    status: 201,
    returns,
    location: ({ id }) => `${path}/${id}`,
    refusals,
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag: "Variants",
    operationId: "getVariant",
    summary: "Get a variant",
    description: "Returns a variant with its prices and stock, as it is now.",
    operation: readVariant,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    tag: "Variants",
    operationId: "updateVariant",
    summary: "Update a variant",
    description:
      "Fields that are left out stay. `options` and `prices` are replaced as a whole. `stocked` sets the stock at the default location.",
    operation: updateVariant,
    params,
    body: variantPatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
    refusals,
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag: "Variants",
    operationId: "deleteVariant",
    summary: "Delete a variant",
    description: "Deletes a variant. A product keeps at least one.",
    operation: deleteVariant,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
    refusals: ["last-variant"],
  }),
  defineRoute({
    method: "put",
    path: `${path}/{id}/prices`,
    tag: "Variants",
    operationId: "setVariantPrices",
    summary: "Set a variant's prices",
    description:
      "Replaces all prices of a variant. It has at most one price per currency, and is not for sale in a currency without one.",
    operation: setPrices,
    params,
    body: pricesInput,
    input: ({ params, body }) => ({ ...params, ...body }),
    returns,
    refusals: ["currency-not-enabled", "invalid-prices", "overlapping-tiers"],
  }),
];
