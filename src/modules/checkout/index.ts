import { defineModule } from "../../kernel/module.ts";
import {
  addItem,
  changeItem,
  enterCode,
  openCart,
  removeItem,
  updateCart,
  withdrawCode,
} from "./cart/commands.ts";
import { cartAbandoned, cartCompleted } from "./cart/events.ts";
import { readCartOptions, readOpenCart } from "./cart/queries.ts";
import { cartRoutes } from "./cart/routes.ts";
import { cartLimits, cartSchemas } from "./cart/schema.ts";
import { cartAggregate, migrations } from "./cart/store.ts";
import {
  addCartCode,
  addCartItem,
  changeCartItem,
  createCart,
  patchCart,
  removeCartCode,
  removeCartItem,
  showCart,
} from "./cart/workflows.ts";
import { checkout as checkOut, completeCart } from "./completion/commands.ts";
import { completionLimits } from "./completion/limits.ts";
import { completionRoutes } from "./completion/routes.ts";
import { completionSchemas } from "./completion/schema.ts";
import { placeCartOrder, placeOrder } from "./completion/workflows.ts";
import { removeErasedCarts } from "./erasing/carts.ts";
import { tidyCarts } from "./expiry/commands.ts";
import { checkoutIds } from "./ids.ts";
import { checkoutMeasures } from "./measures.ts";
import { attachCart, readOwnCart } from "./own/commands.ts";
import { ownCartRoutes } from "./own/routes.ts";
import { ownCartSchemas } from "./own/schema.ts";
import { showOwnCart, takeOverCart } from "./own/workflows.ts";
import { problems } from "./problems.ts";
import { simulatePromotions } from "./simulation/queries.ts";
import { simulationRoutes } from "./simulation/routes.ts";
import { simulationSchemas } from "./simulation/schema.ts";

export { type CartRecord, cartRecord, cartRecordsOf } from "./erasing/cart-records.ts";
export { hasCartsWith, removeCartsWith } from "./erasing/carts.ts";

/** Carts, quotes and checkout. */
export const checkout = defineModule({
  name: "checkout",
  requires: ["customers", "catalogue", "inventory", "shipping", "taxes", "orders", "promotions"],
  optional: true,
  problems,
  ids: checkoutIds,
  limits: [cartLimits, completionLimits].flatMap((limits) => Object.values(limits)),
  migrations,
  aggregates: [cartAggregate],
  events: [cartCompleted, cartAbandoned],
  operations: [
    createCart,
    showCart,
    patchCart,
    addCartItem,
    changeCartItem,
    removeCartItem,
    addCartCode,
    removeCartCode,
    enterCode,
    withdrawCode,
    openCart,
    updateCart,
    addItem,
    changeItem,
    removeItem,
    readOpenCart,
    readCartOptions,
    placeCartOrder,
    completeCart,
    placeOrder,
    checkOut,
    attachCart,
    readOwnCart,
    takeOverCart,
    showOwnCart,
    simulatePromotions,
  ],
  scheduledJobs: [tidyCarts],
  policies: [removeErasedCarts],
  measures: checkoutMeasures,
  tags: {
    Carts: "A shopper's cart. Whoever knows its id may read and change it.",
    Checkout: "From a cart to an order, and the order as its shopper sees it.",
  },
  schemas: [cartSchemas, completionSchemas, ownCartSchemas, simulationSchemas],
  routes: [...cartRoutes, ...completionRoutes, ...ownCartRoutes, ...simulationRoutes],
});
