import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule, type Module } from "../../kernel/module.ts";
import { conditionalInventory } from "./conditions.ts";
import { stockEvents } from "./events.ts";
import { inventoryIds } from "./ids.ts";
import { inventoryLimits } from "./limits.ts";
import {
  createLocation,
  deleteLocation,
  listLocations,
  readOneLocation,
  updateLocation,
} from "./locations/commands.ts";
import { locationEvents } from "./locations/events.ts";
import { locationRoutes } from "./locations/routes.ts";
import { locationSchemas } from "./locations/schema.ts";
import { locationAggregate } from "./locations/store.ts";
import { locationTransfer } from "./locations/transfer-store.ts";
import { problems } from "./problems.ts";
import { inventorySchemas } from "./schema.ts";
import { stockOperations } from "./stock/operations.ts";
import { stockRoutes } from "./stock/routes.ts";
import { stockSchemas } from "./stock/schema.ts";
import type { StockedVariants } from "./stock/variants.ts";
import { inventoryAggregate, migrations } from "./store.ts";
import { inventoryTransfer } from "./transfer-store.ts";
import { transferRoutes } from "./transfers/routes.ts";
import { transferSchemas } from "./transfers/schema.ts";

/** The module's resources, and each role's permissions on them. */
const resources = defineResources({
  inventory: { admin: ["manage"], manager: ["create", "read", "update", "list"] },
});

export { stockEvents } from "./events.ts";
export { decideEmptied, decideStocked } from "./levels/rules.ts";
export { loadStockLocations, readLocation, readLocations } from "./locations/store.ts";
export { decideRelease, decideSecure, releasedStocks } from "./reservations/ending-rules.ts";
export { decideReserve, type Reservation, type Wanted } from "./reservations/rules.ts";
export { readEarlierBackorders, readReservations, readReservationsAt } from "./reservations/store.ts";
export { decideTake, type TakenFrom } from "./reservations/taking-rules.ts";
export {
  availabilityOf,
  availableOf,
  isAvailable,
  levelAt,
  quantityAvailable,
  stockOf,
  toInventoryResponse,
  withLevel,
} from "./rules.ts";
export {
  availability,
  type InventoryPolicy,
  inventory as inventoryShape,
  inventoryPolicy,
  maxQuantity,
  quantity,
  type Stock,
  type StockLocations,
  stockState,
} from "./schema.ts";
export { stockLocationOf } from "./stock/rules.ts";
export type { StockedVariant, StockedVariants } from "./stock/variants.ts";
export { readStock, readStocks } from "./store.ts";

/** Stock of variants by location, and its reservations. */
export function inventory(variants: StockedVariants): Module {
  const stock = stockOperations(variants);
  return defineModule({
    name: "inventory",
    requires: ["tenants"],
    optional: true,
    problems,
    ids: inventoryIds,
    resources,
    conditional: [conditionalInventory],
    limits: Object.values(inventoryLimits),
    migrations,
    aggregates: [inventoryAggregate, locationAggregate],
    events: [...stockEvents, ...locationEvents],
    transfers: [locationTransfer, inventoryTransfer],
    operations: [
      createLocation,
      updateLocation,
      deleteLocation,
      readOneLocation,
      listLocations,
      ...Object.values(stock),
    ],
    tags: {
      Inventory:
        "Stock of variants by location: what is stocked, reserved and available, and how it came to that.",
      Locations: "Places that store stock. One of them is the default.",
    },
    schemas: [inventorySchemas, stockSchemas, transferSchemas, locationSchemas],
    routes: [...locationRoutes, ...stockRoutes(stock), ...transferRoutes(stock)],
  });
}

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly inventory: typeof resources;
  }
}
