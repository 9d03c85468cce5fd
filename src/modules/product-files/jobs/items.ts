import * as z from "zod";
import { countedRow, maxRows } from "../inventory/schema.ts";
import { fileProduct } from "../shopify/schema.ts";

const line = z.int();

/** A product of a file, as its job stores it. */
export const productItem = z.object({
  /** Tells the products of a file apart. */
  key: z.string(),
  read: z.object({
    product: fileProduct,
    firstLine: line,
    variantLines: z.array(line).readonly(),
    imageLines: z.array(line).readonly(),
    optionColumns: z.record(z.string(), z.string()).readonly(),
  }),
  /** The variants whose SKU an earlier product of the file has. A dry run doesn't learn it otherwise. */
  repeatedSkus: z.array(z.int()),
  /** Whether other requests get a turn after it. */
  endsBatch: z.boolean(),
});
export type ProductItem = z.infer<typeof productItem>;

/** Consecutive rows of an inventory file for one product, as their job stores them. */
export const inventoryItem = z.object({
  key: z.string(),
  rows: z
    .array(z.object({ counted: countedRow, line, column: z.string() }))
    .min(1)
    .max(maxRows),
  endsBatch: z.boolean(),
});
export type InventoryItem = z.infer<typeof inventoryItem>;
