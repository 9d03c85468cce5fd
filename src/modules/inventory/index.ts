import { defineModule } from "../../kernel/module.ts";
import { stockEvents } from "./events.ts";
import {
  createLocation,
  deleteLocation,
  listLocations,
  readOneLocation,
  updateLocation,
} from "./locations/commands.ts";
import { locationEvents } from "./locations/events.ts";
import { locationRoutes } from "./locations/routes.ts";
import { locationAggregate } from "./locations/store.ts";
import { inventoryAggregate, migrations } from "./store.ts";

export { stockEvents } from "./events.ts";
export { decideAdjustment, decideEmptied, decideStocked } from "./levels/rules.ts";
export { loadStockLocations, readLocation } from "./locations/store.ts";
export { countMovements, listMovements, type Movement } from "./movements/store.ts";
export { decideRelease, decideSecure, decideTake } from "./reservations/ending-rules.ts";
export { decideReserve, type Reservation, type Wanted } from "./reservations/rules.ts";
export { readReservations } from "./reservations/store.ts";
export {
  availableOf,
  isAvailable,
  levelAt,
  quantityAvailable,
  stockOf,
  toInventoryResponse,
  withLevel,
} from "./rules.ts";
export {
  type InventoryPolicy,
  inventory as inventoryShape,
  inventoryPolicy,
  maxQuantity,
  quantity,
  type Stock,
  type StockLocations,
  stockState,
} from "./schema.ts";
export { readStock, readStocks } from "./store.ts";

/** What there is of what is sold: where it is, and to whom it is promised. */
export const inventory = defineModule({
  name: "inventory",
  requires: ["tenants"],
  optional: true,
  migrations,
  aggregates: [inventoryAggregate, locationAggregate],
  events: [...stockEvents, ...locationEvents],
  commands: [createLocation, updateLocation, deleteLocation],
  queries: [readOneLocation, listLocations],
  routes: locationRoutes,
});
