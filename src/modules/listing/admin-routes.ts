import { z } from "zod";
import { repeatable, sinceParameter } from "../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { pageQuery } from "../../kernel/read/page.ts";
import { productStatus } from "../products/index.ts";
import { adminSorts, listAdminProducts } from "./view/lists/list-admin.ts";
import { listVariants } from "./view/lists/list-variants.ts";
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
    summary: "List products of every status. Without `sort`, the newest are first",
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
        updatedSince: sinceParameter,
        sort: z.enum(adminSorts).default("-createdAt"),
      })
      .strict(),
    input: ({ query, page }) => ({ ...query, ...page }),
    returns: "A page of products",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "get",
    path: "/v1/admin/variants",
    summary: "List variants of products of every status, or find them by SKU or barcode",
    operation: listVariants,
    query: z.object({ ...pageQuery, sku: repeatable, barcode: repeatable }).strict(),
    input: ({ query, page }) => ({ ...query, ...page }),
    returns: "A page of variants",
    refusals: ["invalid-cursor"],
  }),
];
