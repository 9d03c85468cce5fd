import { z } from "zod";
import { listed, shown } from "../../../kernel/api/reply.ts";
import { defineRoute, type Route } from "../../../kernel/api/route.ts";
import { listSchema, pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import type { StockOperations } from "./operations.ts";
import { adjustmentInput, bulkStock, bulkStockInput, movement, stockInput, stockResponse } from "./schema.ts";

const path = "/v1/admin/variants/{id}/inventory";
const params = z.object({ id: opaqueId });
const reply = { 200: { description: "What there is of the variant", schema: stockResponse } };

/** What staff does with the stock of one variant, and of many. */
export function stockRoutes(operations: StockOperations): readonly Route[] {
  return [...levelRoutes(operations), ...historyRoutes(operations)];
}

function levelRoutes({ readInventory, setStock, adjustStock }: StockOperations): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path,
      summary: "Read what there is of a variant, place by place",
      access: readInventory.access,
      params,
      replies: reply,
      async handle({ params, services }) {
        return shown(await services.ask(readInventory, params));
      },
    }),
    defineRoute({
      method: "put",
      path,
      summary: "Set what is stocked in one location",
      access: setStock.access,
      params,
      body: stockInput,
      replies: reply,
      refusals: ["unknown-reference"],
      async handle({ params: { id }, body, services }) {
        return shown(await services.execute(setStock, { id, ...body }));
      },
    }),
    defineRoute({
      method: "post",
      path: `${path}/adjustments`,
      summary: "Add to what is stocked in one location, or take from it",
      access: adjustStock.access,
      params,
      body: adjustmentInput,
      replies: reply,
      refusals: ["unknown-reference", "insufficient-inventory", "too-large"],
      async handle({ params: { id }, body, services }) {
        return shown(await services.execute(adjustStock, { id, ...body }));
      },
    }),
  ];
}

function historyRoutes({ readMovements, setStockBySku }: StockOperations): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: `${path}/movements`,
      summary: "List what became of a variant's stock, the newest first",
      access: readMovements.access,
      params,
      query: z.object(pageQuery).strict(),
      replies: { 200: { description: "A page of movements", schema: listSchema(movement) } },
      refusals: ["invalid-cursor"],
      async handle({ params: { id }, page, services }) {
        return listed(await services.ask(readMovements, { id, ...page }));
      },
    }),
    defineRoute({
      method: "post",
      path: "/v1/admin/inventory",
      summary: "Set what is stocked of many variants by SKU, all or nothing",
      access: setStockBySku.access,
      body: bulkStockInput,
      replies: { 200: { description: "What there is of each", schema: bulkStock } },
      refusals: ["unknown-variant", "unknown-reference"],
      async handle({ body, services }) {
        return shown(await services.execute(setStockBySku, body));
      },
    }),
  ];
}
