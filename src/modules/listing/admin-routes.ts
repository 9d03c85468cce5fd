import { z } from "zod";
import { repeatable } from "../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { pageQuery } from "../../kernel/read/page.ts";
import { productStatus } from "../products/index.ts";
import { listAdminProducts } from "./view/lists/list-admin.ts";
import { searchParameter } from "./view/search/question.ts";

const statuses = z
  .union([productStatus, z.array(productStatus)])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()));

/** Admin routes for lists of products. */
export const adminRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/admin/products",
    summary: "List products of every status, newest first",
    operation: listAdminProducts,
    query: z
      .object({
        ...pageQuery,
        q: searchParameter,
        status: statuses,
        vendor: repeatable,
        type: repeatable,
        tag: repeatable,
        sku: repeatable,
        handle: repeatable,
      })
      .strict(),
    input: ({ query, page }) => ({ ...query, ...page }),
    returns: "A page of products",
    refusals: ["invalid-cursor"],
  }),
];
