import { defineModule } from "../../kernel/module.ts";
import { levelLow, levelUpdated } from "./events.ts";
import { inventoryAggregate, migration } from "./store.ts";

export { levelUpdated } from "./events.ts";
export { decideStocked, defaultLocationId, isAvailable, quantityAvailable, showInventory } from "./rules.ts";
export {
  type InventoryPolicy,
  inventory as inventoryShape,
  inventoryPolicy,
  quantity,
  type Stock,
  stock,
} from "./schema.ts";
export { readStock, readStocks } from "./store.ts";

/** What there is of what is sold: one number per variant and place. */
export const inventory = defineModule({
  name: "inventory",
  requires: ["tenants"],
  optional: true,
  migrations: [migration],
  aggregates: [inventoryAggregate],
  events: [levelUpdated, levelLow],
});
