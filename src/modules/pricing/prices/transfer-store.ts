import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { overlapping } from "../selection/tier-rules.ts";
import { listPricesState } from "./schema.ts";
import { insertPrice, removePrices } from "./store.ts";

/** The prices of variants in price lists. */
export const listPricesTransfer = defineTransfer(listPricesState, {
  event: "pricing.list_prices.imported",
  conflicts(_, { id, state: { variantId, prices } }) {
    if (variantId !== id)
      return [{ pointer: "/state/variantId", code: "invalid-state", detail: `must be ${id}` }];
    const byList = Map.groupBy(prices, ({ listId, currency }) => `${listId} ${currency}`);
    return [...byList.values()]
      .filter((tiers) => overlapping(tiers).length > 0)
      .map(([price]) => ({
        pointer: "/state/prices",
        code: "overlapping-tiers",
        detail: `Two prices in ${price?.listId} are for the same quantity.`,
      }));
  },
  write(database, { id, state }) {
    removePrices(database, id);
    for (const price of state.prices) insertPrice(database, id, price);
  },
  remove: (database: TenantDatabase, id) => removePrices(database, id),
});
