import { defineRoute, type Route } from "../../../kernel/api/route.ts";
import type { StockOperations } from "../stock/operations.ts";
import { transferInput } from "./schema.ts";

/** Admin routes for moving stock. */
export function transferRoutes({ transferStock }: Pick<StockOperations, "transferStock">): readonly Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/v1/admin/inventory/transfers",
      summary:
        "Move stock of up to 500 variants to another location, all or nothing. Reservations move with it if what stays could not satisfy them",
      operation: transferStock,
      body: transferInput,
      input: ({ body }) => body,
      returns: "The inventory of each variant",
      refusals: ["unknown-variant", "unknown-reference", "insufficient-inventory", "too-large"],
    }),
  ];
}
