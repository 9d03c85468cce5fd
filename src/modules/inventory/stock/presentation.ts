import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { toInventoryResponse } from "../rules.ts";
import type { InventoryPolicy, StockLocations } from "../schema.ts";
import { readStock } from "../store.ts";

/** A variant's stock as staff sees it, as it is now. */
export function inventoryResponse(
  database: TenantDatabase,
  variant: { readonly id: string; readonly policy: InventoryPolicy },
  { lowStockThreshold }: StockLocations,
) {
  const shown = toInventoryResponse(readStock(database, variant.id), variant.policy, lowStockThreshold);
  return { ...shown, version: versionOf(database, "inventory", variant.id) };
}
