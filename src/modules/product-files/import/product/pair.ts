import type { Variant } from "../../../products/index.ts";
import type { FileVariant } from "../../shopify/schema.ts";

/** A row of the file and the variant that it matches, or undefined for a new variant. */
export interface Pair {
  readonly file: FileVariant;
  readonly existing: Existing | undefined;
}

/** A variant of the product. */
export interface Existing {
  readonly variant: Variant;
  /** The variant as an export would write it now. */
  readonly previous: FileVariant;
}
