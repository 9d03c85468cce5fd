import * as z from "zod";
import { repeatable, repeatableOf, sinceParameter } from "../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { pageQuery } from "../../kernel/read/page.ts";
import { productStatus } from "../products/index.ts";
import { searchParameter } from "../term-search/index.ts";
import { adminSorts, listAdminProducts } from "./view/lists/list-admin.ts";
import { listVariants } from "./view/lists/list-variants.ts";

/** Admin routes for lists of products. */
export const adminRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/admin/products",
    tag: "Products",
    operationId: "listProducts",
    summary: "List products",
    description:
      "Lists products of every status, newest first unless `sort` says otherwise. Descriptions are left out; read one product for those.",
    operation: listAdminProducts,
    query: z.strictObject({
      ...pageQuery,
      q: searchParameter,
      status: repeatableOf(productStatus),
      vendor: repeatable,
      type: repeatable,
      tag: repeatable,
      sku: repeatable,
      handle: repeatable,
      updatedSince: sinceParameter,
      sort: z.enum(adminSorts).default("-createdAt"),
    }),
    input: ({ query, page }) => ({ ...query, ...page }),
    returns: "A page of products",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "get",
    path: "/v1/admin/variants",
    tag: "Variants",
    operationId: "listVariants",
    summary: "List variants",
    description: "Lists variants of products of every status, or finds them by SKU or barcode.",
    operation: listVariants,
    query: z.strictObject({ ...pageQuery, sku: repeatable, barcode: repeatable }),
    input: ({ query, page }) => ({ ...query, ...page }),
    returns: "A page of variants",
    refusals: ["invalid-cursor"],
  }),
];
