import { z } from "zod";
import { created, gone, shown } from "../../../kernel/api/reply.ts";
import { defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { readVariant } from "../queries.ts";
import { pricesInput, variantInput, variantPatch } from "../schema.ts";
import { adminVariant } from "../shapes.ts";
import { addVariant, deleteVariant, setPrices, updateVariant } from "./commands.ts";

const params = z.object({ id: opaqueId });
const variantReply = { 200: { description: "The variant", schema: adminVariant } } as const;
const refusals = [
  "duplicate-sku",
  "invalid-options",
  "currency-not-enabled",
  "invalid-prices",
  "too-large",
] as const;

export const variantRoutes = [
  defineRoute({
    method: "post",
    path: "/v1/admin/products/{id}/variants",
    summary: "Add a variant to a product",
    access: addVariant.access,
    params,
    body: variantInput,
    replies: { 201: { description: "The variant", schema: adminVariant } },
    refusals,
    async handle({ params: { id }, body, services }) {
      return created(
        await services.execute(addVariant, { productId: id, variant: body }),
        "/v1/admin/variants",
      );
    },
  }),
  defineRoute({
    method: "get",
    path: "/v1/admin/variants/{id}",
    summary: "Read a variant as it is now",
    access: readVariant.access,
    params,
    replies: variantReply,
    async handle({ params, services }) {
      return shown(await services.ask(readVariant, params));
    },
  }),
  defineRoute({
    method: "patch",
    path: "/v1/admin/variants/{id}",
    summary: "Change a variant",
    access: updateVariant.access,
    params,
    body: variantPatch,
    replies: variantReply,
    refusals,
    async handle({ params: { id }, body, services }) {
      return shown(await services.execute(updateVariant, { id, patch: body }));
    },
  }),
  defineRoute({
    method: "delete",
    path: "/v1/admin/variants/{id}",
    summary: "Remove a variant from its product",
    access: deleteVariant.access,
    params,
    replies: { 204: { description: "Deleted" } },
    refusals: ["last-variant"],
    async handle({ params, services }) {
      return gone(await services.execute(deleteVariant, params));
    },
  }),
  defineRoute({
    method: "put",
    path: "/v1/admin/variants/{id}/prices",
    summary: "Replace all of a variant's prices",
    access: setPrices.access,
    params,
    body: pricesInput,
    replies: variantReply,
    refusals: ["currency-not-enabled", "invalid-prices"],
    async handle({ params: { id }, body, services }) {
      return shown(await services.execute(setPrices, { id, ...body }));
    },
  }),
];
