import { defineModule, type Module } from "../../kernel/module.ts";
import { pricingIds } from "./ids.ts";
import { pricingLimits } from "./limits.ts";
import { createPriceList, deletePriceList, updatePriceList } from "./lists/commands.ts";
import { priceListCreated, priceListDeleted, priceListEvents, priceListUpdated } from "./lists/events.ts";
import { listPriceLists, readOnePriceList } from "./lists/queries.ts";
import { priceListSchemas } from "./lists/schema.ts";
import { migration, priceListAggregate } from "./lists/store.ts";
import { priceListTransfer } from "./lists/transfer-store.ts";
import { priceCommands } from "./prices/commands.ts";
import { listPricesEvents } from "./prices/events.ts";
import { leaveLists } from "./prices/policies.ts";
import { listListPrices } from "./prices/queries.ts";
import { listPriceSchemas } from "./prices/schema.ts";
import { listPricesAggregate } from "./prices/store.ts";
import { listPricesTransfer } from "./prices/transfer-store.ts";
import type { PricedVariants } from "./prices/variants.ts";
import { problems } from "./problems.ts";
import { releasablePriceList } from "./releasable.ts";
import { listPriceRoutes, priceListRoutes } from "./routes.ts";
import { candidateSchemas } from "./selection/candidates.ts";
import { turnPriceLists } from "./turning/commands.ts";
import { priceListView } from "./view/project-lists.ts";
import { listPriceView } from "./view/project-prices.ts";

export { activePrices, everyPrice } from "./prices/lookups.ts";
export type { PricedVariants } from "./prices/variants.ts";
export { candidatesOf, priceCandidate } from "./selection/candidates.ts";
export type {
  BasePrice,
  ListedPrice,
  PriceBreak,
  PriceCandidate,
  PricedVariant,
  PriceQuestion,
  SelectedPrice,
} from "./selection/prices.ts";
export { explainPrice, selectMatching, selectPrice } from "./selection/selection-rules.ts";
export { overlapping, priceTiersOf } from "./selection/tier-rules.ts";
export { endingAfterStart, quantityRange, shownRange } from "./selection/tier-schema.ts";
export { priceListsTag } from "./view/project-lists.ts";
export { listPricesTag } from "./view/project-prices.ts";
export {
  bestListed,
  listedBytes,
  listedColumn,
  listsFor,
  readListed,
  variantsInLists,
} from "./view/store-prices.ts";

/** Price lists, and which of a variant's prices holds. */
export function pricing(variants: PricedVariants): Module {
  const commands = priceCommands(variants);
  return defineModule({
    name: "pricing",
    requires: ["tenants"],
    problems,
    ids: pricingIds,
    limits: Object.values(pricingLimits),
    migrations: [migration],
    aggregates: [priceListAggregate, listPricesAggregate],
    events: [...priceListEvents, ...listPricesEvents],
    transfers: [priceListTransfer, listPricesTransfer],
    operations: [
      ...[createPriceList, updatePriceList, deletePriceList, listPriceLists, readOnePriceList],
      ...[...commands, listListPrices],
    ],
    releasables: [releasablePriceList],
    scheduledJobs: [turnPriceLists],
    jobTriggers: [priceListCreated, priceListUpdated, priceListDeleted, priceListTransfer.imported].map(
      (event) => ({ event, job: turnPriceLists }),
    ),
    views: [priceListView, listPriceView],
    policies: leaveLists(variants),
    tags: {
      "Price lists":
        "Prices for some countries, customers, times or quantities, beside the base prices of variants.",
    },
    schemas: [priceListSchemas, listPriceSchemas, candidateSchemas],
    routes: [...priceListRoutes, ...listPriceRoutes(commands)],
  });
}
