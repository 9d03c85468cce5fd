import * as z from "zod";
import { opaqueId } from "../../../kernel/values/id.ts";
import { maxQuantity } from "../schema.ts";
import { maxBulkItems, skuText } from "../stock/schema.ts";

const item = z
  .strictObject({
    sku: skuText.optional(),
    variantId: opaqueId.optional(),
    quantity: z.int().min(1).max(maxQuantity),
  })
  .refine(({ sku, variantId }) => (sku === undefined) !== (variantId === undefined), {
    message: "must have either a sku or a variantId",
    path: ["sku"],
  });
export type TransferItem = z.infer<typeof item>;

/** Stock to move from one location to another. */
export const transferInput = z.strictObject({
  from: opaqueId,
  to: opaqueId,
  items: z.array(item).min(1).max(maxBulkItems),
});

/** The names of these shapes in the API. */
export const transferSchemas = {
  InventoryTransferInput: transferInput,
  InventoryTransferItemInput: item,
};
