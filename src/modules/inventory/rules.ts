import type { NewEvent } from "../../kernel/event.ts";
import { levelLow, levelUpdated } from "./events.ts";
import type { Inventory, InventoryPolicy, Stock } from "./schema.ts";

/** Where stock is kept until further locations come: one place per tenant, known by its tenant's id. */
export function defaultLocationId(tenantId: string): string {
  return `loc_${tenantId.slice(tenantId.indexOf("_") + 1)}`;
}

/** Sets what is stocked in one place; nothing happens where it already is so. */
export function decideStocked(
  current: Stock,
  change: {
    readonly locationId: string;
    readonly stocked: number;
    readonly reason: string;
    readonly lowStockThreshold: number;
  },
): readonly NewEvent[] {
  const { variantId } = current;
  const { locationId, stocked, reason, lowStockThreshold } = change;
  const level = current.levels.find((one) => one.locationId === locationId) ?? { stocked: 0, reserved: 0 };
  if (level.stocked === stocked) return [];
  const updated = levelUpdated.of(variantId, {
    variantId,
    locationId,
    old: level.stocked,
    new: stocked,
    reserved: level.reserved,
    reason,
  });
  const before = current.stocked - current.reserved;
  const available = before + stocked - level.stocked;
  if (before <= lowStockThreshold || available > lowStockThreshold) return [updated];
  return [
    updated,
    levelLow.of(variantId, { variantId, locationId, available, threshold: lowStockThreshold }),
  ];
}

/** Whether a shopper can have at least one. */
export function isAvailable(policy: InventoryPolicy, available: number): boolean {
  return policy !== "deny" || available > 0;
}

/** How many a shopper sees: never negative, and unknown where it is not tracked. */
export function quantityAvailable(policy: InventoryPolicy, available: number): number | null {
  return policy === "untracked" ? null : Math.max(0, available);
}

/** The wire shape of a variant's stock. */
export function showInventory(stock: Stock, policy: InventoryPolicy, lowStockThreshold: number): Inventory {
  return {
    variantId: stock.variantId,
    policy,
    levels: stock.levels.map((level) => ({
      ...level,
      available: level.stocked - level.reserved,
      incoming: 0,
      lowStockThreshold,
    })),
    stocked: stock.stocked,
    reserved: stock.reserved,
    available: stock.stocked - stock.reserved,
  };
}
