import { z } from "zod";
import { flag } from "../../../kernel/api/query-parameters.ts";
import { defineRoute, type Route } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import type { StockOperations } from "./operations.ts";
import { adjustmentInput, bulkStockInput, stockInput } from "./schema.ts";

const path = "/v1/admin/variants/{id}/inventory";
const params = z.object({ id: opaqueId });
const returns = "The variant's inventory";

/** Admin routes for stock. */
export function stockRoutes(operations: StockOperations): readonly Route[] {
  return [...levelRoutes(operations), ...historyRoutes(operations)];
}

function levelRoutes({ readInventory, setStock, adjustStock }: StockOperations): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path,
      summary: "Read a variant's inventory at each location",
      operation: readInventory,
      params,
      input: ({ params }) => params,
      returns,
    }),
    defineRoute({
      method: "put",
      path,
      summary: "Set a variant's stock at a location",
      operation: setStock,
      params,
      body: stockInput,
      input: ({ params, body }) => ({ ...params, ...body }),
      returns,
      refusals: ["unknown-reference"],
    }),
    defineRoute({
      method: "post",
      path: `${path}/adjustments`,
      summary: "Adjust a variant's stock at a location by a difference",
      operation: adjustStock,
      params,
      body: adjustmentInput,
      input: ({ params, body }) => ({ ...params, ...body }),
      returns,
      refusals: ["unknown-reference", "insufficient-inventory", "too-large"],
    }),
  ];
}

function historyRoutes({ readMovements, setStockBySku }: StockOperations): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: `${path}/movements`,
      summary: "List a variant's stock movements, newest first",
      operation: readMovements,
      params,
      query: z.object(pageQuery).strict(),
      input: ({ params, page }) => ({ ...params, ...page }),
      returns: "A page of stock movements",
      refusals: ["invalid-cursor"],
    }),
    defineRoute({
      method: "post",
      path: "/v1/admin/inventory",
      summary:
        "Set the stock of up to 500 variants by SKU: all or nothing, or with `partial=true` the items that can be set",
      operation: setStockBySku,
      query: z.object({ partial: flag }).strict(),
      body: bulkStockInput,
      input: ({ query: { partial }, body }) => ({ ...body, partial: partial ?? false }),
      returns: "The inventory of each variant that was set",
      refusals: ["unknown-variant", "unknown-reference"],
    }),
  ];
}
