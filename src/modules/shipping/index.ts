import { defineModule } from "../../kernel/module.ts";
import { createOption, deleteOption, updateOption } from "./commands.ts";
import { optionCreated, optionDeleted, optionUpdated } from "./events.ts";
import { shippingIds } from "./ids.ts";
import { shippingLimits } from "./limits.ts";
import { listOptions, listStoreOptions, readShippingOption } from "./queries.ts";
import { routes } from "./routes.ts";
import { shippingSchemas } from "./schema.ts";
import { migrations, optionAggregate } from "./store.ts";
import { optionTransfer } from "./transfer-store.ts";

export {
  type BasketFacts,
  hasPriceIn,
  offeredFor,
  type PricedOption,
  shown,
  startingAt,
} from "./fitting/rules.ts";
export {
  type AvailableOption,
  availableOption,
  type OfferedOption,
  offeredOptions,
  type ShippingOption,
} from "./schema.ts";
export { readOptions } from "./store.ts";

/** Shipping options and their prices. */
export const shipping = defineModule({
  name: "shipping",
  requires: ["tenants", "taxes"],
  optional: true,
  ids: shippingIds,
  limits: Object.values(shippingLimits),
  migrations,
  aggregates: [optionAggregate],
  events: [optionCreated, optionUpdated, optionDeleted],
  transfers: [optionTransfer],
  operations: [createOption, updateOption, deleteOption, listOptions, listStoreOptions, readShippingOption],
  tags: {
    "Shipping options": "Ways to ship an order, with a price per currency.",
  },
  schemas: [shippingSchemas],
  routes,
});
