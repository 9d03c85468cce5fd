import type { Availability, Inventory, InventoryPolicy, Level, Stock } from "./schema.ts";

/** Whether a shopper can order at least one. */
export function isAvailable(policy: InventoryPolicy, available: number): boolean {
  return policy !== "deny" || available > 0;
}

/** Whether a quantity can be ordered from stock, on backorder, or not at all. */
export function availabilityOf(policy: InventoryPolicy, available: number, quantity = 1): Availability {
  if (policy === "untracked" || available >= quantity) return "in-stock";
  return policy === "continue" ? "backorder" : "out-of-stock";
}

/** The quantity for the store API: never negative, and null if stock is not tracked. */
export function quantityAvailable(policy: InventoryPolicy, available: number): number | null {
  return policy === "untracked" ? null : Math.max(0, available);
}

/** What can still be reserved, over all locations. Negative if more is reserved than stocked. */
export function availableOf(stock: Stock): number {
  return stock.stocked - stock.reserved;
}

/** A variant's level at a location. Zero if it was never written. */
export function levelAt(stock: Stock, locationId: string): Level {
  return (
    stock.levels.find((level) => level.locationId === locationId) ?? {
      locationId,
      stocked: 0,
      reserved: 0,
      backordered: 0,
      lowStockThreshold: null,
    }
  );
}

/** Replaces one level of a stock. */
export function withLevel(stock: Stock, level: Level): Stock {
  const others = stock.levels.filter(({ locationId }) => locationId !== level.locationId);
  return stockOf(stock.variantId, [...others, level]);
}

/** Sums up levels. */
export function stockOf(variantId: string, levels: readonly Level[]): Stock {
  const sum = (field: "stocked" | "reserved") => levels.reduce((total, level) => total + level[field], 0);
  return { variantId, levels: [...levels], stocked: sum("stocked"), reserved: sum("reserved") };
}

/** Renders a variant's stock for the admin API. */
export function toInventoryResponse(
  stock: Stock,
  policy: InventoryPolicy,
  lowStockThreshold: number,
): Inventory {
  return {
    variantId: stock.variantId,
    policy,
    levels: stock.levels.map((level) => ({
      locationId: level.locationId,
      stocked: level.stocked,
      reserved: level.reserved,
      available: level.stocked - level.reserved,
      incoming: 0,
      lowStockThreshold: level.lowStockThreshold ?? lowStockThreshold,
    })),
    stocked: stock.stocked,
    reserved: stock.reserved,
    available: availableOf(stock),
  };
}
