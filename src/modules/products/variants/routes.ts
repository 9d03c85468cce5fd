import { z } from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { readVariant } from "../queries.ts";
import { pricesInput, variantInput, variantPatch } from "../schema.ts";
import { addVariant, deleteVariant, setPrices, updateVariant } from "./commands.ts";

const path = "/v1/admin/variants";
const params = z.object({ id: opaqueId });
const returns = "The variant";
const refusals = [
  "duplicate-sku",
  "invalid-options",
  "currency-not-enabled",
  "invalid-prices",
  "unknown-reference",
  "too-large",
] as const;

export const variantRoutes = [
  defineRoute({
    method: "post",
    path: "/v1/admin/products/{id}/variants",
    summary: "Add a variant to a product",
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
    summary: "Read a variant",
    operation: readVariant,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    summary: "Update a variant",
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
    summary: "Delete a variant",
    operation: deleteVariant,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
    refusals: ["last-variant"],
  }),
  defineRoute({
    method: "put",
    path: `${path}/{id}/prices`,
    summary: "Replace a variant's prices",
    operation: setPrices,
    params,
    body: pricesInput,
    input: ({ params, body }) => ({ ...params, ...body }),
    returns,
    refusals: ["currency-not-enabled", "invalid-prices"],
  }),
];
