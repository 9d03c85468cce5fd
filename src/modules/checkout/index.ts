import { defineModule } from "../../kernel/module.ts";
import { addItem, changeItem, openCart, removeItem, updateCart } from "./cart/commands.ts";
import { cartAbandoned, cartCompleted } from "./cart/events.ts";
import { readCartOptions, readOpenCart } from "./cart/queries.ts";
import { cartRoutes } from "./cart/routes.ts";
import { cartAggregate, migrations } from "./cart/store.ts";
import { checkout as checkOut, completeCart } from "./completion/commands.ts";
import { completionRoutes } from "./completion/routes.ts";
import { tidyCarts } from "./expiry/commands.ts";

/** Carts, quotes and checkout. */
export const checkout = defineModule({
  name: "checkout",
  requires: ["catalogue", "inventory", "shipping", "orders"],
  optional: true,
  migrations,
  aggregates: [cartAggregate],
  events: [cartCompleted, cartAbandoned],
  commands: [openCart, updateCart, addItem, changeItem, removeItem, completeCart, checkOut],
  scheduledJobs: [tidyCarts],
  queries: [readOpenCart, readCartOptions],
  routes: [...cartRoutes, ...completionRoutes],
});
