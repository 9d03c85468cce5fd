import { defineRoute, type Route } from "../../../kernel/api/route.ts";
import type { StockOperations } from "../stock/operations.ts";
import { transferInput } from "./schema.ts";

/** Admin routes for moving stock. */
export function transferRoutes({ transferStock }: Pick<StockOperations, "transferStock">): readonly Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/v1/admin/inventory/transfers",
      tag: "Inventory",
      operationId: "transferInventory",
      summary: "Transfer stock",
      description:
        "Moves stock from one location to another in one transaction. Stock that is reserved moves only if it must.",
      operation: transferStock,
      body: transferInput,
      input: ({ body }) => body,
      returns: "The inventory of each variant",
      refusals: ["unknown-variant", "unknown-reference", "insufficient-inventory", "too-large"],
    }),
  ];
}
