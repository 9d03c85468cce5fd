import { z } from "zod";
import { idText } from "../../kernel/id.ts";

export const inventoryPolicy = z.enum(["deny", "continue", "untracked"]);
export type InventoryPolicy = z.infer<typeof inventoryPolicy>;

/** More of one thing in one place than anybody has. */
export const quantity = z.int().min(0).max(1_000_000_000);

/** What is where: the part of a level that is stored. */
export const storedLevel = z.object({
  locationId: idText("location"),
  stocked: quantity,
  reserved: quantity,
});

/** The picture of one variant's stock. */
export const stock = z.object({
  variantId: idText("variant"),
  levels: z.array(storedLevel),
  stocked: quantity,
  reserved: quantity,
});
export type Stock = z.infer<typeof stock>;

/** The wire shape of a variant's inventory. `available` may be negative for `continue`. */
export const inventory = z.object({
  variantId: z.string(),
  policy: inventoryPolicy,
  levels: z.array(storedLevel.extend({ available: z.int(), incoming: z.int(), lowStockThreshold: z.int() })),
  stocked: quantity,
  reserved: quantity,
  available: z.int(),
});
export type Inventory = z.infer<typeof inventory>;
