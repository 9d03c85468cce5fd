import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { groupsAmong } from "./groups/store.ts";
import { readCustomer } from "./store.ts";

/** What prices, promotions and taxes depend on of the one who buys. */
export interface PricingCustomer {
  /** Null for a guest. */
  readonly id: string | null;
  readonly email: string | null;
  /** Handles of the customer's groups. */
  readonly groups: readonly string[];
  readonly taxExempt: boolean;
}

/** Reads the customer of a basket. A guest is in no group, also with the e-mail address of a customer. */
export function readPricingCustomer(
  database: TenantDatabase,
  { customerId, email }: { readonly customerId: string | null; readonly email: string | null },
): PricingCustomer {
  const customer = customerId === null ? undefined : readCustomer(database, customerId);
  if (customer === undefined) return { id: null, email, groups: [], taxExempt: false };
  const groups = groupsAmong(database, customer.groupIds).map(({ handle }) => handle);
  return { id: customer.id, email: customer.person?.email ?? email, groups, taxExempt: customer.taxExempt };
}
