import * as z from "zod";
import { amountSchema } from "../../../kernel/values/money.ts";
import { inventoryPolicy, quantity } from "../../inventory/index.ts";
import {
  addressedImages,
  productInput,
  productLimits,
  productStatus,
  variantCodes,
} from "../../products/index.ts";
import { richText, seo, title } from "../../translations/index.ts";

const { vendor, type, tags, options, variants } = productInput.shape;

const fileVariant = z.object({
  options: z.record(z.string(), z.string()),
  ...variantCodes.shape,
  /** Minor units of the tenant's default currency. */
  amount: amountSchema.optional(),
  compareAtAmount: amountSchema.nullable().optional(),
  inventoryPolicy: inventoryPolicy.optional(),
  stocked: quantity.optional(),
  /** The stock when the file was exported, if the file has it. */
  exportedStocked: quantity.optional(),
  requiresShipping: z.boolean().optional(),
  /** Becomes one of the product's images if it isn't yet. */
  image: variants.element.shape.image,
  weight: z.int().min(0).max(1_000_000_000).optional(),
});

/** What a file calls a product, exactly as it is written. It need not be a handle of ours. */
const fileHandle = z.string().min(1).max(1_000);

/** One product of a file. Undefined fields have no column or no value, and stay unchanged. */
export const fileProduct = z.object({
  handle: fileHandle,
  title: title.optional(),
  description: richText.optional(),
  seo: seo.optional(),
  vendor,
  type,
  tags,
  images: addressedImages.optional(),
  options,
  status: productStatus.optional(),
  /** Empty if the file has no columns for variants. */
  variants: z.array(fileVariant).max(productLimits.variants.value),
});
export type FileProduct = z.infer<typeof fileProduct>;
export type FileVariant = FileProduct["variants"][number];

/** Something at a line and column of a file: an error keeps its product out, a warning does not. */
export interface FileError {
  readonly line: number;
  /** The column's name. Empty for a whole row. */
  readonly field: string;
  readonly code: string;
  readonly detail: string;
}

/** One record of a file by the names of the columns that are imported, and its first line. */
export interface CsvRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  /** What is wrong with the record. A fault in one column has its name as `field`. */
  readonly faults: readonly RowFault[];
}

/** What is wrong with a record, apart from what its cells say. */
export type RowFault = Omit<FileError, "line">;
