import type { NewEvent } from "../../kernel/event.ts";
import type { Result } from "../../kernel/result.ts";
import type { TenantDatabase } from "../../kernel/storage.ts";
import type { InventoryPolicy, Stock } from "../inventory/index.ts";

// What inventory will offer. Stands here until it does.

export interface Wanted {
  readonly variantId: string;
  readonly policy: InventoryPolicy;
  readonly quantity: number;
  readonly pointer: string;
}
export interface Reservation {
  readonly variantId: string;
  readonly locationId: string;
  readonly quantity: number;
  readonly backordered: number;
}
export interface Places {
  readonly lowStockThreshold: number;
}
type Stocks = ReadonlyMap<string, Stock>;

const missing = (): never => {
  throw new Error("inventory does not keep reservations yet");
};

export const decideReserve: (
  owner: string,
  wanted: readonly Wanted[],
  stocks: Stocks,
  places: Places,
) => Result<{ readonly events: readonly NewEvent[]; readonly backordered: boolean }> = missing;
export const readReservations: (database: TenantDatabase, owner: string) => readonly Reservation[] = missing;
export const decideSecure: (
  owner: string,
  held: readonly Reservation[],
  stocks: Stocks,
  places: Places,
) => Result<readonly NewEvent[]> = missing;
export const decideTake: (
  owner: string,
  held: readonly Reservation[],
  quantities: ReadonlyMap<string, number>,
  stocks: Stocks,
  places: Places,
) => Result<readonly NewEvent[]> = missing;
export const decideRelease: (
  owner: string,
  held: readonly Reservation[],
  stocks: Stocks,
  places: Places,
) => readonly NewEvent[] = missing;
export const loadPlaces: (database: TenantDatabase, tenantId: string) => Places = missing;
