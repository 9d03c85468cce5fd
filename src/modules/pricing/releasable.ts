import { changing, defineReleasable, setting } from "../../kernel/write/releasable.ts";
import { listIdOf, updatePriceList } from "./lists/commands.ts";
import { type PriceList, priceListPatch } from "./lists/schema.ts";
import { readPriceList } from "./lists/store.ts";

/** Price lists in releases: many prices change by one item. */
export const releasablePriceList = defineReleasable<PriceList>({
  type: "priceList",
  find: (database, id) => readPriceList(database, listIdOf(id)),
  actions: {
    activate: setting(updatePriceList, { status: "active" }),
    deactivate: setting(updatePriceList, { status: "draft" }),
    update: changing(updatePriceList, priceListPatch),
  },
});
