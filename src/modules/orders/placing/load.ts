import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { loadStockLocations, type Stock } from "../../inventory/index.ts";
import { loadSettings } from "../../tenants/index.ts";
import { nextNumber } from "../store.ts";
import type { Placement } from "./rules.ts";

/** Loads what placing an order depends on, except stock: the caller has already read it for the quote. */
export function loadPlacement(
  database: TenantDatabase,
  context: Pick<Context, "tenantId">,
  stocks: ReadonlyMap<string, Stock>,
): Placement {
  const { lowStockThreshold } = loadSettings(database, context);
  return {
    nextNumber: nextNumber(database),
    stocks,
    stockLocations: loadStockLocations(database, context.tenantId, lowStockThreshold),
  };
}
