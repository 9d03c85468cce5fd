import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import {
  loadStockLocations,
  type Reservation,
  readEarlierBackorders,
  readReservations,
  readReservationsAt,
  readStocks,
  type Stock,
  type StockLocations,
  stockLocationOf,
  type TakenFrom,
} from "../../inventory/index.ts";
import { loadSettings } from "../../tenants/index.ts";
import type { ShipInput } from "./schema.ts";

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

/** What confirming an order depends on. */
export interface Backorders extends Holdings {
  /** The units that earlier orders wait for, by variant. */
  readonly earlier?: ReadonlyMap<string, number>;
}

export function loadBackorders(
  database: TenantDatabase,
  orderId: string,
  context: Pick<Context, "tenantId">,
): Backorders {
  return { ...loadHoldings(database, orderId, context), earlier: readEarlierBackorders(database, orderId) };
}

/** What shipping an order depends on. */
export interface Shippable extends Holdings {
  /** The requested location. Without one, the parcel leaves from wherever the stock is. */
  readonly from?: Result<TakenFrom>;
}

export function loadShippable(
  database: TenantDatabase,
  orderId: string,
  context: Pick<Context, "tenantId">,
  { locationId }: Pick<ShipInput, "locationId">,
): Shippable {
  const holdings = loadHoldings(database, orderId, context);
  if (locationId === undefined) return holdings;
  const location = stockLocationOf(locationId, holdings.stockLocations);
  if (!location.ok) return { ...holdings, from: location };
  const reservations = readReservationsAt(database, location.value, [...holdings.stocks.keys()]);
  return { ...holdings, from: ok({ locationId: location.value, reservations }) };
}
