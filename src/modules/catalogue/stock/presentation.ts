import type { TenantDatabase } from "../../../kernel/storage.ts";
import { type InventoryPolicy, type Places, readStock, showInventory } from "../../inventory/index.ts";

/** A variant's stock as staff sees it, as it is now. */
export function shownInventory(
  database: TenantDatabase,
  variant: { readonly id: string; readonly policy: InventoryPolicy },
  { lowStockThreshold }: Places,
) {
  return showInventory(readStock(database, variant.id), variant.policy, lowStockThreshold);
}
