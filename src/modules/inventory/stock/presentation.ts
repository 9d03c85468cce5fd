import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { stockWithin } from "../conditions.ts";
import { toInventoryResponse } from "../rules.ts";
import type { InventoryPolicy, StockLocations } from "../schema.ts";
import { readStock } from "../store.ts";

/** Reads a variant's current stock and renders it for the admin API. */
export function inventoryResponse(
  database: TenantDatabase,
  variant: { readonly id: string; readonly policy: InventoryPolicy },
  { lowStockThreshold }: StockLocations,
  { extent }: Pick<Context, "extent">,
) {
  const stock = stockWithin(readStock(database, variant.id), extent);
  const response = toInventoryResponse(stock, variant.policy, lowStockThreshold);
  return { ...response, version: versionOf(database, "inventory", variant.id) };
}
