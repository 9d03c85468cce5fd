import { z } from "zod";
import { handleSchema } from "../../../kernel/handle.ts";
import { amountSchema } from "../../../kernel/money.ts";
import { inventoryPolicy, quantity } from "../../inventory/index.ts";
import { richText } from "../rich-text.ts";
import { maxVariants, productInput, productStatus, seo, title } from "../schema.ts";

const { vendor, type, tags, images, options } = productInput.shape;

const importedVariant = z.object({
  options: z.record(z.string(), z.string()),
  sku: z.string().trim().min(1).max(255).nullable().optional(),
  barcode: z.string().trim().min(1).max(255).nullable().optional(),
  /** Minor units of the tenant's default currency. */
  amount: amountSchema.optional(),
  compareAtAmount: amountSchema.nullable().optional(),
  inventoryPolicy: inventoryPolicy.optional(),
  stocked: quantity.optional(),
  requiresShipping: z.boolean().optional(),
  weight: z.int().min(0).max(1_000_000_000).optional(),
});

/** One product of a file. What is undefined had no column, and stays as it is. */
export const importedProduct = z.object({
  handle: handleSchema,
  title: title.optional(),
  description: richText.optional(),
  seo: seo.optional(),
  vendor,
  type,
  tags,
  images,
  options,
  status: productStatus.optional(),
  /** None where the file has no column for them. */
  variants: z.array(importedVariant).max(maxVariants),
});
export type ImportedProduct = z.infer<typeof importedProduct>;
export type ImportedVariant = ImportedProduct["variants"][number];

/** What became of one product. */
export type ImportOutcome = "created" | "updated" | "unchanged";

/** A place in the file that kept its product out. */
export const importError = z.object({
  line: z.int(),
  field: z.string(),
  code: z.string(),
  detail: z.string(),
});
export type ImportError = z.infer<typeof importError>;

/** Counts of products, and every place that kept one out. */
export const importReport = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  failed: z.int(),
  errors: z.array(importError),
});
export type ImportReport = z.infer<typeof importReport>;
