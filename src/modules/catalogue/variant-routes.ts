import { z } from "zod";
import { opaqueId } from "../../kernel/id.ts";
import { ok } from "../../kernel/result.ts";
import { defineRoute } from "../../kernel/route.ts";
import { readVariant } from "./queries.ts";
import { pricesInput, variantInput, variantPatch } from "./schema.ts";
import { adminVariant } from "./shapes.ts";
import { addVariant, deleteVariant, setPrices, updateVariant } from "./variant-commands.ts";

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
      const variant = await services.execute(addVariant, { productId: id, variant: body });
      if (!variant.ok) return variant;
      return ok({
        status: 201,
        body: variant.value,
        headers: { Location: `/v1/admin/variants/${variant.value.id}` },
      });
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
      const variant = await services.ask(readVariant, params);
      return variant.ok ? ok({ status: 200, body: variant.value }) : variant;
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
      const variant = await services.execute(updateVariant, { id, patch: body });
      return variant.ok ? ok({ status: 200, body: variant.value }) : variant;
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
      const deleted = await services.execute(deleteVariant, params);
      return deleted.ok ? ok({ status: 204 }) : deleted;
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
      const variant = await services.execute(setPrices, { id, ...body });
      return variant.ok ? ok({ status: 200, body: variant.value }) : variant;
    },
  }),
];
