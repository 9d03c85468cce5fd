import { z } from "zod";
import { handleSchema } from "../../../kernel/values/handle.ts";
import { amountSchema } from "../../../kernel/values/money.ts";
import { inventoryPolicy, quantity } from "../../inventory/index.ts";
import { maxVariants, productInput, productStatus, variantCodes } from "../../products/index.ts";
import { richText, seo, title } from "../../translations/index.ts";

const { vendor, type, tags, images, options } = productInput.shape;

const fileVariant = z.object({
  options: z.record(z.string(), z.string()),
  ...variantCodes.shape,
  /** Minor units of the tenant's default currency. */
  amount: amountSchema.optional(),
  compareAtAmount: amountSchema.nullable().optional(),
  inventoryPolicy: inventoryPolicy.optional(),
  stocked: quantity.optional(),
  /** What was stocked when the file was written, where an export says so. */
  exportedStocked: quantity.optional(),
  requiresShipping: z.boolean().optional(),
  weight: z.int().min(0).max(1_000_000_000).optional(),
});

/** One product of a file. What is undefined had no column, or says nothing, and stays as it is. */
export const fileProduct = z.object({
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
  variants: z.array(fileVariant).max(maxVariants),
});
export type FileProduct = z.infer<typeof fileProduct>;
export type FileVariant = FileProduct["variants"][number];

/** A place in a file that cannot be read, or keeps its product out. */
export interface FileError {
  readonly line: number;
  /** The column's name; empty where a whole row is meant. */
  readonly field: string;
  readonly code: string;
  readonly detail: string;
}

/** One record of a file by column name, and the line it begins on. */
export interface CsvRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Why the record is no CSV, if it is none. */
  readonly fault: string | null;
}
