import * as z from "zod";
import { idText } from "../../kernel/values/id.ts";
import { defineState } from "../../kernel/write/state.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { inventoryIds } from "./ids.ts";

export const inventoryPolicy = z.enum(["deny", "continue", "untracked"]);
/** What happens at zero stock: orders are refused, orders are backordered, or stock is not tracked at all. */
export type InventoryPolicy = z.infer<typeof inventoryPolicy>;

/** Whether a quantity can be ordered: from stock, on backorder, or not at all. */
export const availability = z.enum(["in-stock", "backorder", "out-of-stock"]);
export type Availability = z.infer<typeof availability>;

/** The highest quantity of a variant at one location. */
export const maxQuantity = 1_000_000_000;
export const quantity = z.int().min(0).max(maxQuantity);
const total = z.int().min(0);

/** A variant's stock at one location. */
const level = z.object({
  locationId: idText(inventoryIds.location),
  stocked: quantity,
  /** The reserved quantity, including the backordered part. */
  reserved: quantity,
  /** Reserved, but not in stock yet. */
  backordered: quantity,
  /** Null means the tenant's threshold. */
  lowStockThreshold: quantity.nullable(),
});
export type Level = z.infer<typeof level>;

/** A variant's stock: its levels and their sums. */
const stock = z.object({
  variantId: idText(catalogueIds.variant),
  levels: z.array(level),
  stocked: total,
  reserved: total,
});
export type Stock = z.infer<typeof stock>;

/** Version 1. Backorders and thresholds per location were added to it later, so both are optional. */
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

/** A variant's inventory at one location in the admin API. */
const inventoryLevel = z.object({
  locationId: z.string(),
  stocked: quantity,
  reserved: quantity,
  available: z.int(),
  incoming: z.int(),
  lowStockThreshold: z.int(),
});

/** A variant's inventory in the admin API. `available` can be negative with the policy `continue`. */
export const inventory = z.object({
  variantId: z.string(),
  policy: inventoryPolicy,
  levels: z.array(inventoryLevel),
  stocked: total,
  reserved: total,
  available: z.int(),
});
export type Inventory = z.infer<typeof inventory>;

/** The order in which locations are allocated from, and the low-stock threshold. */
export interface StockLocations {
  readonly defaultLocationId: string;
  /** The default location first, then the oldest. */
  readonly locationIds: readonly string[];
  readonly lowStockThreshold: number;
}

/** The names of these shapes in the API. */
export const inventorySchemas = {
  InventoryPolicy: inventoryPolicy,
  Availability: availability,
  InventoryLevel: inventoryLevel,
  VariantInventory: inventory,
};
