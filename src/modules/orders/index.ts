import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import { moduleEnabled, settingsUpdated, tenantResumed } from "../tenants/index.ts";
import { orderCommands } from "./changing/commands.ts";
import { orderInputSchemas } from "./changing/schema.ts";
import { claimOrders, countClaimable } from "./claiming/commands.ts";
import { claimGuestOrders } from "./claiming/reactions.ts";
import { orderEvents } from "./events.ts";
import { exportOrders } from "./export/workflows.ts";
import { orderIds } from "./ids.ts";
import { orderLimits } from "./limits.ts";
import { readMailedOrder } from "./mail/queries.ts";
import { mailOrders } from "./mail/reactions.ts";
import { listOwnOrders } from "./own/workflows.ts";
import { orderMeasures } from "./placing/measures.ts";
import { problems } from "./problems.ts";
import { readAnyOrder, readOwnOrder } from "./queries.ts";
import { adminRoutes } from "./routes/admin-routes.ts";
import { orderTokenAuthenticator } from "./routes/order-token.ts";
import { storeRoutes } from "./routes/store-routes.ts";
import { orderPartSchemas } from "./schema.ts";
import { migrations, orderAggregate, orderNumbers } from "./store.ts";
import { orderTransfer } from "./transfer/store.ts";
import { expireUnpaid } from "./unpaid/commands.ts";
import { conditionalOrders } from "./view/conditions.ts";
import { highestNumber } from "./view/highest-number.ts";
import { listOrders } from "./view/list-orders.ts";
import { listOrdersOfCustomer } from "./view/list-own-orders.ts";
import { orderView } from "./view/project-orders.ts";
import { orderSchemas } from "./wire-schema.ts";

export { decideOrderErasure, type OrderOwner, openOrdersOf, ordersOf } from "./erasing/orders-of.ts";
export { orderCancelled, orderErased, orderPlaced } from "./events.ts";
export { loadPlacement } from "./placing/load.ts";
export { addsUp } from "./placing/money-rules.ts";
export { decidePlace, type Placed, type Placement } from "./placing/rules.ts";
export type { DraftItem, OrderDraft } from "./placing/schema.ts";
export { hasBought, type Purchaser } from "./purchases/store.ts";
export { readOrderResponse, writtenOrder, writtenStoreOrder } from "./queries.ts";
export {
  type Adjustment,
  adjustment,
  itemImage,
  type LineAmounts,
  lineAmounts,
  noteText,
  type OrderAdjustment,
  orderAdjustment,
  type TaxLine,
  type Totals,
  taxLine,
  totals,
} from "./schema.ts";
export { hasOrders, readOrder } from "./store.ts";
export { writeUnits } from "./unpaid/store.ts";
export { type OrderResponse, orderShape, type StoreOrderResponse, storeOrderShape } from "./wire-schema.ts";

/** The permission resources of this module, and the default actions per role. */
const resources = defineResources({
  orders: { admin: ["manage"], manager: ["read", "update", "list"] },
});

/** Orders, their payments and fulfillments. */
export const orders = defineModule({
  name: "orders",
  requires: ["customers", "inventory"],
  optional: true,
  problems,
  ids: orderIds,
  resources,
  conditional: [conditionalOrders],
  limits: Object.values(orderLimits),
  migrations,
  aggregates: [orderAggregate],
  events: orderEvents,
  measures: orderMeasures,
  transfers: [orderTransfer],
  scheduledJobs: [expireUnpaid],
  jobTriggers: [settingsUpdated, tenantResumed, moduleEnabled, orderTransfer.imported].map((event) => ({
    event,
    job: expireUnpaid,
  })),
  operations: [
    ...orderCommands,
    readAnyOrder,
    readOwnOrder,
    readMailedOrder,
    listOrders,
    exportOrders,
    listOwnOrders,
    listOrdersOfCustomer,
    claimOrders,
    countClaimable,
  ],
  views: [orderView],
  reactions: [mailOrders, claimGuestOrders],
  series: [{ name: orderNumbers, highest: highestNumber }],
  authenticators: [orderTokenAuthenticator],
  tags: {
    Orders: "Orders from confirmation to delivery, with payments, fulfillments and refunds.",
  },
  schemas: [orderPartSchemas, orderSchemas, orderInputSchemas],
  routes: [...storeRoutes, ...adminRoutes],
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly orders: typeof resources;
  }
}
