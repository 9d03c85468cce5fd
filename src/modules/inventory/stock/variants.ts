import { refusal } from "../../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { InventoryPolicy } from "../schema.ts";

/** A variant's id and inventory policy. */
export interface StockedVariant {
  readonly id: string;
  readonly policy: InventoryPolicy;
}

/** Looks up variants. The products module provides it: inventory itself only knows ids. */
export interface StockedVariants {
  policyOf(database: TenantDatabase, variantId: string): StockedVariant | undefined;
  policiesOfSkus(database: TenantDatabase, skus: readonly string[]): ReadonlyMap<string, StockedVariant>;
}

export const noSuchVariant = refusal("not-found", "There is no such variant.");
