import { z } from "zod";
import { idText } from "../../kernel/values/id.ts";
import { defineState } from "../../kernel/write/state.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { inventoryIds } from "./ids.ts";

export const inventoryPolicy = z.enum(["deny", "continue", "untracked"]);
/** What happens at zero: nobody can have it, it can be ordered all the same, or nobody counts. */
export type InventoryPolicy = z.infer<typeof inventoryPolicy>;

/** More of one thing in one place than anybody has. */
export const maxQuantity = 1_000_000_000;
export const quantity = z.int().min(0).max(maxQuantity);
const total = z.int().min(0);

/** What is stocked in one location. */
const level = z.object({
  locationId: idText(inventoryIds.location),
  stocked: quantity,
  /** Promised to owners of reservations, the backordered part included. */
  reserved: quantity,
  /** Promised without being there. */
  backordered: quantity,
  /** Null where the tenant's own threshold holds. */
  lowStockThreshold: quantity.nullable(),
});
export type Level = z.infer<typeof level>;

/** One variant's stock: its levels, and what they sum to. */
const stock = z.object({
  variantId: idText(catalogueIds.variant),
  levels: z.array(level),
  stocked: total,
  reserved: total,
});
export type Stock = z.infer<typeof stock>;

/** Version 1 comes with and without backorders and thresholds of single locations. */
const firstStock = stock.extend({
  levels: z.array(level.partial({ backordered: true, lowStockThreshold: true })),
});

export const stockState = defineState("inventory", firstStock).next(stock, (first) => ({
  ...first,
  levels: first.levels.map(({ backordered = 0, lowStockThreshold = null, ...level }) => ({
    ...level,
    backordered,
    lowStockThreshold,
  })),
}));

/** The wire shape of a variant's inventory. `available` may be negative for `continue`. */
export const inventory = z.object({
  variantId: z.string(),
  policy: inventoryPolicy,
  levels: z.array(
    z.object({
      locationId: z.string(),
      stocked: quantity,
      reserved: quantity,
      available: z.int(),
      incoming: z.int(),
      lowStockThreshold: z.int(),
    }),
  ),
  stocked: total,
  reserved: total,
  available: z.int(),
});
export type Inventory = z.infer<typeof inventory>;

/** Where stock is drawn from, in order, and from when on it counts as low. */
export interface StockLocations {
  readonly defaultLocationId: string;
  /** The default location first, then the others by age. */
  readonly locationIds: readonly string[];
  readonly lowStockThreshold: number;
}
