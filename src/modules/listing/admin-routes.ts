import { z } from "zod";
import { repeatable } from "../../kernel/api/query-parameters.ts";
import { listed } from "../../kernel/api/reply.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { listSchema, pageQuery } from "../../kernel/read/page.ts";
import { listedAdminProduct, productStatus } from "../products/index.ts";
import { listAdminProducts } from "./view/lists/list-admin.ts";
import { searchText } from "./view/search/question.ts";

const statuses = z
  .union([productStatus, z.array(productStatus)])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()));

/** What staff looks for products with. */
export const adminRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/admin/products",
    summary: "List products in every state, the newest first",
    access: "products:list",
    query: z
      .object({
        ...pageQuery,
        q: searchText,
        status: statuses,
        vendor: repeatable,
        type: repeatable,
        tag: repeatable,
        sku: repeatable,
        handle: repeatable,
      })
      .strict(),
    replies: { 200: { description: "A page of products", schema: listSchema(listedAdminProduct) } },
    refusals: ["invalid-cursor"],
    async handle({ query, page, services }) {
      const tenant = await services.tenant();
      if (!tenant.ok) return tenant;
      return listed(
        await services.read(listAdminProducts, {
          ...query,
          question: query.q,
          tenant: tenant.value,
          page,
        }),
      );
    },
  }),
];
