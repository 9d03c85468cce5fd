import { z } from "zod";
import { created, gone, shown } from "../../kernel/api/reply.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import { createProduct, deleteProduct, moveCommands, updateProduct } from "./commands.ts";
import { readProduct } from "./queries.ts";
import { productInput, productPatch } from "./schema.ts";
import { adminProduct } from "./shapes.ts";

const params = z.object({ id: opaqueId });
const productReply = { 200: { description: "The product", schema: adminProduct } } as const;
const productRefusals = ["duplicate-handle", "invalid-options", "too-large"] as const;
const variantRefusals = ["duplicate-sku", "currency-not-enabled", "invalid-prices"] as const;

/** What staff does with products, one at a time. */
export const adminRoutes = [
  defineRoute({
    method: "post",
    path: "/v1/admin/products",
    summary: "Create a product, as a draft",
    access: createProduct.access,
    body: productInput,
    replies: { 201: { description: "The product", schema: adminProduct } },
    refusals: [...productRefusals, ...variantRefusals],
    async handle({ body, services }) {
      return created(await services.execute(createProduct, body), "/v1/admin/products");
    },
  }),
  defineRoute({
    method: "get",
    path: "/v1/admin/products/{id}",
    summary: "Read a product as it is now",
    access: readProduct.access,
    params,
    replies: productReply,
    async handle({ params, services }) {
      return shown(await services.ask(readProduct, params));
    },
  }),
  defineRoute({
    method: "patch",
    path: "/v1/admin/products/{id}",
    summary: "Change a product; translations merge by locale, lists are replaced",
    access: updateProduct.access,
    params,
    body: productPatch,
    replies: productReply,
    refusals: productRefusals,
    async handle({ params: { id }, body, services }) {
      return shown(await services.execute(updateProduct, { id, patch: body }));
    },
  }),
  defineRoute({
    method: "delete",
    path: "/v1/admin/products/{id}",
    summary: "Delete a product that is not on sale",
    access: deleteProduct.access,
    params,
    replies: { 204: { description: "Deleted" } },
    refusals: ["invalid-transition"],
    async handle({ params, services }) {
      return gone(await services.execute(deleteProduct, params));
    },
  }),
  ...moveCommands.map(({ move, command }) =>
    defineRoute({
      method: "post",
      path: `/v1/admin/products/{id}/${move}`,
      summary: `${move.charAt(0).toUpperCase()}${move.slice(1)} a product`,
      access: command.access,
      params,
      replies: productReply,
      refusals: ["invalid-transition"],
      async handle({ params, services }) {
        return shown(await services.execute(command, params));
      },
    }),
  ),
];
