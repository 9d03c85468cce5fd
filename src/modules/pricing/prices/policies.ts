import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { definePolicy, type Policy } from "../../../kernel/write/policy.ts";
import { listPricesDeleted } from "./events.ts";
import { readListPrices } from "./store.ts";
import type { PricedVariants } from "./variants.ts";

/** A variant that is deleted leaves all price lists. */
export function leaveLists(variants: PricedVariants): readonly Policy[] {
  const without = (database: TenantDatabase, ids: readonly string[]) => ({
    events: ids
      .filter((id) => readListPrices(database, id) !== null)
      .map((id) => listPricesDeleted.of(id, {})),
  });
  return [
    definePolicy({
      consumes: [variants.variantDeleted],
      follow: (database, { data: { id } }) => without(database, [id]),
    }),
    definePolicy({
      consumes: [variants.productDeleted],
      follow: (database, { aggregate: { id } }) => without(database, variants.variantsOf(database, id)),
    }),
  ];
}
