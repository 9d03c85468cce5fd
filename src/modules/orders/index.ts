import { defineModule } from "../../kernel/module.ts";
import { orderEvents } from "./events.ts";
import { readAnyOrder } from "./queries.ts";
import { migration, orderAggregate } from "./store.ts";

export { orderPlaced } from "./events.ts";
export { loadPlacement } from "./placing/load.ts";
export { decidePlace, type Placed, type Placement } from "./placing/rules.ts";
export type { DraftItem, OrderDraft } from "./placing/schema.ts";
export { writtenOrder } from "./queries.ts";
export { type Address, address, addressSchema } from "./schema.ts";
export { raiseCounter } from "./store.ts";
export { orderShape, type ShownOrder } from "./wire-schema.ts";

/** What was ordered, from the moment it is placed to its end. */
export const orders = defineModule({
  name: "orders",
  requires: ["inventory", "pricing"],
  optional: true,
  migrations: [migration],
  aggregates: [orderAggregate],
  events: orderEvents,
  queries: [readAnyOrder],
});
