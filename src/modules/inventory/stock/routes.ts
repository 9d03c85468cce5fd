import * as z from "zod";
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
      tag: "Inventory",
      operationId: "getInventory",
      summary: "Get a variant's inventory",
      description: "Returns what is stocked, reserved and available at each location, as it is now.",
      operation: readInventory,
      params,
      input: ({ params }) => params,
      returns,
    }),
    defineRoute({
      method: "put",
      path,
      tag: "Inventory",
      operationId: "setInventory",
      summary: "Set a variant's stock",
      description:
        "Sets the stock at one location to what was counted, by default at the default location. The location's low-stock threshold can be set too.",
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
      tag: "Inventory",
      operationId: "adjustInventory",
      summary: "Adjust a variant's stock",
      description:
        "Changes the stock at one location by a difference, with a reason. Use it where others may change the stock at the same time.",
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
      tag: "Inventory",
      operationId: "listInventoryMovements",
      summary: "List a variant's stock movements",
      description:
        "Lists changes of stock and of reservations, newest first, with their reasons and who made them.",
      operation: readMovements,
      params,
      query: z.strictObject(pageQuery),
      input: ({ params, page }) => ({ ...params, ...page }),
      returns: "A page of stock movements",
      refusals: ["invalid-cursor"],
    }),
    defineRoute({
      method: "post",
      path: "/v1/admin/inventory",
      tag: "Inventory",
      operationId: "bulkSetInventory",
      summary: "Set stock by SKU",
      description:
        "Sets the stock of up to 500 variants. All or nothing, or with `partial=true` the items that can be set: the others are listed in `errors`.",
      operation: setStockBySku,
      query: z.strictObject({ partial: flag }),
      body: bulkStockInput,
      input: ({ query: { partial }, body }) => ({ ...body, partial: partial ?? false }),
      returns: "The inventory of each variant that was set",
      refusals: ["unknown-variant", "unknown-reference"],
    }),
  ];
}
