import * as z from "zod";
import { actorSchema } from "../../../kernel/access/actor.ts";
import { pointedErrorShape } from "../../../kernel/api/shapes.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { inventory as inventoryShape, maxQuantity, quantity } from "../schema.ts";

const locationId = opaqueId.optional();

/** The stock at one location. Without `locationId`, the default location. */
export const stockInput = z.strictObject({
  stocked: quantity,
  locationId,
  lowStockThreshold: quantity.nullable().optional(),
});

export const adjustmentInput = z.strictObject({
  delta: z
    .int()
    .min(-maxQuantity)
    .max(maxQuantity)
    .refine((delta) => delta !== 0, "must not be zero"),
  reason: z.string().trim().min(1).max(500),
  locationId,
});

/** The most items of a bulk request. */
export const maxBulkItems = 500;

export const skuText = z.string().min(1).max(255);
const counted = z.strictObject({ sku: skuText, stocked: quantity, locationId });

/** Counts of many variants. */
export const bulkStockInput = z.strictObject({ items: z.array(counted).min(1).max(maxBulkItems) });

/** A variant's inventory with its version, for `If-Match`. */
export const stockResponse = inventoryShape.extend({ version: z.int() });

export const bulkStock = z.object({ items: z.array(stockResponse) });

/** With `partial`, what was refused is listed beside what was set. */
export const countedStock = bulkStock.extend({
  errors: z
    .array(pointedErrorShape)
    .optional()
    .describe("With `partial=true`: the items that were refused, and why."),
});

/** A stock movement: the change at one location, its reason, and the quantities afterwards. */
export const movement = z.object({
  at: z.iso.datetime(),
  locationId: z.string(),
  kind: z.enum(["counted", "reserved", "released", "taken"]),
  stockedChange: z.int(),
  reservedChange: z.int(),
  stocked: z.int(),
  reserved: z.int(),
  reason: z.string(),
  /** The owner of the reservation, such as an order. */
  owner: z.string().nullable(),
  actor: actorSchema,
});

/** The names of these shapes in the API. */
export const stockSchemas = {
  Inventory: stockResponse,
  InventoryInput: stockInput,
  InventoryAdjustmentInput: adjustmentInput,
  SkuInventoryInput: counted,
  BulkInventoryInput: bulkStockInput,
  InventoryList: bulkStock,
  BulkInventory: countedStock,
  InventoryMovement: movement,
};
