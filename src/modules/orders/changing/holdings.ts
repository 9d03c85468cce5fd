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

/** What is reserved for an order, and the stock that it comes out of. */
export interface Holdings {
  readonly held: readonly Reservation[];
  readonly stocks: ReadonlyMap<string, Stock>;
  readonly stockLocations: StockLocations;
}

export function loadHoldings(
  database: TenantDatabase,
  orderId: string,
  { tenantId }: Pick<Context, "tenantId">,
): Holdings {
  const held = readReservations(database, orderId);
  const variantIds = [...new Set(held.map(({ variantId }) => variantId))];
  return {
    held,
    stocks: readStocks(database, variantIds),
    stockLocations: loadStockLocations(database, tenantId),
  };
}
