import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { EventDefinition } from "../../../kernel/write/event.ts";

/** Looks up variants. The products module provides it: pricing itself only knows ids. */
export interface PricedVariants {
  /** Those of the variants that exist. */
  existing(database: TenantDatabase, variantIds: readonly string[]): ReadonlySet<string>;
  variantsOf(database: TenantDatabase, productId: string): readonly string[];
  /** A variant of the event's product is gone. */
  readonly variantDeleted: EventDefinition<{ readonly id: string }>;
  /** The event's product is gone, with its variants. */
  readonly productDeleted: EventDefinition<object>;
}
