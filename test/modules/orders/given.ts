import type { Id } from "../../../src/kernel/values/id.ts";
import type { Result } from "../../../src/kernel/values/result.ts";
import type { NewEvent } from "../../../src/kernel/write/event.ts";
import type { Stock } from "../../../src/modules/inventory/index.ts";
import { begin, evolve } from "../../../src/modules/orders/changing/evolve-rules.ts";
import type { Holdings } from "../../../src/modules/orders/changing/holdings.ts";
import { orderEvents, orderPlaced } from "../../../src/modules/orders/events.ts";
import { decidePlace, type OrderDraft, type Placement } from "../../../src/modules/orders/index.ts";
import type { Order } from "../../../src/modules/orders/schema.ts";
import { unpaidOrderDefaults } from "../../../src/modules/tenants/schema.ts";
import { anyContext as context } from "../../support/decided.ts";
import { type Bought, draftOf } from "../../support/till/draft.ts";

export { anyContext as context, eventsOf, refusalOf } from "../../support/decided.ts";

export const lampId = "var_01J00000000000000000000001";
export const rugId = "var_01J00000000000000000000002";
const locationId = "loc_01J00000000000000000000000";

/** So many of each in the one place there is. */
export function placement(stockedByVariant: Readonly<Record<string, number>> = {}): Placement {
  const stockOf = (variantId: string, stocked: number): Stock => ({
    variantId,
    levels: [{ locationId, stocked, reserved: 0, backordered: 0, lowStockThreshold: null }],
    stocked,
    reserved: 0,
  });
  return {
    nextNumber: 1_001,
    settings: unpaidOrderDefaults,
    claimant: undefined,
    unpaidUnits: new Map(),
    stocks: new Map(Object.entries(stockedByVariant).map(([id, stocked]) => [id, stockOf(id, stocked)])),
    stockLocations: { defaultLocationId: locationId, locationIds: [locationId], lowStockThreshold: 0 },
  };
}

export function draft(bought: readonly Bought[], more: Partial<OrderDraft> = {}): OrderDraft {
  return draftOf(bought, context.newId, more);
}

/** An order of these, just placed, out of a full house. */
export function placed(bought: readonly Bought[] = [{ variantId: lampId, quantity: 2 }]): Order {
  const result = decidePlace(draft(bought), placement({ [lampId]: 1_000, [rugId]: 1_000 }), context);
  if (!result.ok) throw new Error(result.refusal.detail);
  return after(result.value.id, result.value.events);
}

/** The order that a run of events begins. */
export function after(id: Id<"order">, events: readonly NewEvent[]): Order {
  const [first, ...rest] = events.filter(({ aggregate }) => aggregate.type === "order").map(happened);
  if (first?.type !== orderPlaced.type) throw new Error("an order begins by being placed");
  return rest.reduce(evolve, begin(id, first));
}

/** The same order after more has happened. A refusal fails the test. */
export function afterwards(order: Order, decided: Result<readonly NewEvent[]>): Order {
  if (!decided.ok) throw new Error(`refused: ${JSON.stringify(decided.refusal)}`);
  return decided.value
    .filter(({ aggregate }) => aggregate.type === "order")
    .map(happened)
    .reduce(evolve, order);
}

/** All that is ordered is held, and there. */
export function holdings(order: Order): Holdings {
  const quantities = new Map<string, number>();
  for (const { variantId, quantity } of order.items)
    quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity);
  const held = [...quantities].map(([variantId, quantity]) => ({
    owner: order.id,
    variantId,
    locationId,
    quantity,
    backordered: 0,
  }));
  const stocks = new Map(
    held.map(({ variantId, quantity }): [string, Stock] => [
      variantId,
      {
        variantId,
        levels: [{ locationId, stocked: 1_000, reserved: quantity, backordered: 0, lowStockThreshold: null }],
        stocked: 1_000,
        reserved: quantity,
      },
    ]),
  );
  return { held, stocks, stockLocations: placement().stockLocations };
}

function happened({ type, data }: NewEvent) {
  const version = orderEvents.find((definition) => definition.type === type)?.version;
  if (version === undefined) throw new Error(`there is no event ${type}`);
  return { type, version, data, occurredAt: new Date(context.now).toISOString(), actor: context.actor };
}
