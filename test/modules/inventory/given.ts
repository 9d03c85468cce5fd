import type { NewEvent } from "../../../src/kernel/write/event.ts";
import type { Reservation } from "../../../src/modules/inventory/reservations/rules.ts";
import { stockOf, withLevel } from "../../../src/modules/inventory/rules.ts";
import type { Level, Stock, StockLocations } from "../../../src/modules/inventory/schema.ts";

export const variantId = "var_01J00000000000000000000001";
export const otherVariantId = "var_01J00000000000000000000002";
export const main = "loc_01J00000000000000000000000";
export const second = "loc_01J00000000000000000000001";
export const third = "loc_01J00000000000000000000002";

export const stockLocations: StockLocations = {
  defaultLocationId: main,
  locationIds: [main, second, third],
  lowStockThreshold: 5,
};

export function level(locationId: string, stocked: number, more: Partial<Level> = {}): Level {
  return { locationId, stocked, reserved: 0, backordered: 0, lowStockThreshold: null, ...more };
}

export function stocked(levels: readonly Level[], id = variantId): Stock {
  return stockOf(id, levels);
}

export function stocksOf(...stocks: readonly Stock[]): ReadonlyMap<string, Stock> {
  return new Map(stocks.map((stock) => [stock.variantId, stock]));
}

export function held(locationId: string, quantity: number, backordered = 0): Reservation {
  return { owner: "ord_1", variantId, locationId, quantity, backordered };
}

/** Applies events to a stock. */
export function after(stock: Stock, events: readonly NewEvent[]): Stock {
  return events.reduce((current, { type, aggregate, data }) => {
    if (aggregate.id !== stock.variantId) return current;
    return levelsTold(type, data).reduce((next, told) => {
      const before = next.levels.find(({ locationId }) => locationId === told.locationId);
      return withLevel(next, { ...level(told.locationId, 0), ...before, ...told });
    }, current);
  }, stock);
}

function levelsTold(
  type: string,
  data: unknown,
): readonly (Partial<Level> & { readonly locationId: string })[] {
  const told = data as {
    readonly locationId: string;
    readonly new: number;
    readonly reserved: number;
    readonly lowStockThreshold: number | null;
    readonly from: { readonly locationId: string; readonly reservedAfter: number };
    readonly to: { readonly locationId: string; readonly reservedAfter: number };
    readonly lines: readonly {
      readonly locationId: string;
      readonly reservedAfter: number;
      readonly backorderedAfter: number;
    }[];
  };
  switch (type) {
    case "inventory.level.updated":
      return [
        {
          locationId: told.locationId,
          stocked: told.new,
          reserved: told.reserved,
          lowStockThreshold: told.lowStockThreshold,
        },
      ];
    case "inventory.reservation.created":
    case "inventory.reservation.released":
      return told.lines.map(({ locationId, reservedAfter, backorderedAfter }) => ({
        locationId,
        reserved: reservedAfter,
        backordered: backorderedAfter,
      }));
    case "inventory.reservation.moved":
      return [told.from, told.to].map(({ locationId, reservedAfter }) => ({
        locationId,
        reserved: reservedAfter,
      }));
    default:
      return [];
  }
}

export const typesOf = (events: readonly NewEvent[]) => events.map(({ type }) => type);
