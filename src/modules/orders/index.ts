import { defineModule } from "../../kernel/module.ts";
import { adminRoutes } from "./admin-routes.ts";
import { orderCommands } from "./changing/commands.ts";
import { orderEvents } from "./events.ts";
import { readAnyOrder, readOwnOrder } from "./queries.ts";
import { migrations, orderAggregate, orderNumbers } from "./store.ts";
import { storeRoutes } from "./store-routes.ts";
import { highestNumber } from "./view/highest-number.ts";
import { orderView } from "./view/project-orders.ts";

export { orderPlaced } from "./events.ts";
export { loadPlacement } from "./placing/load.ts";
export { addsUp } from "./placing/money-rules.ts";
export { decidePlace, type Placed, type Placement } from "./placing/rules.ts";
export type { DraftItem, OrderDraft } from "./placing/schema.ts";
export { writtenOrder } from "./queries.ts";
export {
  type Address,
  address,
  addressSchema,
  type LineAmounts,
  lineAmounts,
  type Totals,
  totals,
} from "./schema.ts";
export { type OrderResponse, orderShape } from "./wire-schema.ts";

/** Orders, their payments and fulfillments. */
export const orders = defineModule({
  name: "orders",
  requires: ["inventory"],
  optional: true,
  migrations,
  aggregates: [orderAggregate],
  events: orderEvents,
  commands: orderCommands,
  queries: [readAnyOrder, readOwnOrder],
  views: [orderView],
  series: [{ name: orderNumbers, highest: highestNumber }],
  routes: [...storeRoutes, ...adminRoutes],
});
