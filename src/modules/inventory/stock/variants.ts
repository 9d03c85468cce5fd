import { refusal } from "../../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { InventoryPolicy } from "../schema.ts";

/** A variant as far as stock goes. */
export interface StockedVariant {
  readonly id: string;
  readonly policy: InventoryPolicy;
}

/** The variants that stock is kept of. Their owner hands this in: inventory itself knows ids only. */
export interface StockedVariants {
  policyOf(database: TenantDatabase, variantId: string): StockedVariant | undefined;
  policiesOfSkus(database: TenantDatabase, skus: readonly string[]): ReadonlyMap<string, StockedVariant>;
}

export const noSuchVariant = refusal("not-found", "There is no such variant.");
