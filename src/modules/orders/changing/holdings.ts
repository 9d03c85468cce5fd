import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Context } from "../../../kernel/write/command.ts";
import {
  loadStockLocations,
  type Reservation,
  readReservations,
  readStocks,
  type Stock,
  type StockLocations,
} from "../../inventory/index.ts";
import { loadSettings } from "../../tenants/index.ts";

/** An order's reservations, and the stock they are reserved from. */
export interface Holdings {
  readonly held: readonly Reservation[];
  readonly stocks: ReadonlyMap<string, Stock>;
  readonly stockLocations: StockLocations;
}

export function loadHoldings(
  database: TenantDatabase,
  orderId: string,
  context: Pick<Context, "tenantId">,
): Holdings {
  const held = readReservations(database, orderId);
  const variantIds = [...new Set(held.map(({ variantId }) => variantId))];
  const { lowStockThreshold } = loadSettings(database, context);
  return {
    held,
    stocks: readStocks(database, variantIds),
    stockLocations: loadStockLocations(database, context.tenantId, lowStockThreshold),
  };
}
