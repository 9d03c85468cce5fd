import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { loadStockLocations, readStocks } from "../../inventory/index.ts";
import { nextNumber } from "../store.ts";
import type { Placement } from "./rules.ts";

/** Loads what the placing of an order goes by, for the variants in it. */
export function loadPlacement(
  database: TenantDatabase,
  variantIds: readonly string[],
  { tenantId }: Pick<Context, "tenantId">,
): Placement {
  return {
    nextNumber: nextNumber(database),
    stocks: readStocks(database, [...new Set(variantIds)]),
    stockLocations: loadStockLocations(database, tenantId),
  };
}
