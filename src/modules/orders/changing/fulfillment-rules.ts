import { type PointedError, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { parseId } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { type Before, leadsTo } from "../../../kernel/write/state-machine.ts";
import { decideTake } from "../../inventory/index.ts";
import { fulfillmentDelivered, fulfillmentShipped, orderCompleted } from "../events.ts";
import { orderIds } from "../ids.ts";
import { fulfillmentTransitions, moved, type OrderBefore } from "../rules.ts";
import type { Fulfillment, Order, SingleFulfillmentStatus } from "../schema.ts";
import { namesIn, paymentStatusOfOrder, unshippedOf } from "./derived-rules.ts";
import type { Holdings, Shippable } from "./holdings.ts";
import type { ShipInput } from "./schema.ts";

/** A fulfillment that can go to a state. */
export type FulfillmentBefore<To extends SingleFulfillmentStatus> = Before<
  Fulfillment,
  typeof fulfillmentTransitions,
  To
>;

/**
 * Ships a parcel: all remaining items, or the listed ones. Their stock is deducted, at the requested
 * location or wherever it is. Items that need no
 * shipping go with the last parcel. The order is then shipped.
 */
export function decideShip(
  order: OrderBefore<"shipped">,
  { trackingNumber, carrier, items }: ShipInput,
  { held, stocks, stockLocations, from }: Shippable,
  context: Context,
): Result<readonly NewEvent[]> {
  // A refunded order is not shipped.
  if (paymentStatusOfOrder(order) === "refunded")
    return refused(
      refusalAt("invalid-transition", "/paymentStatus", "The order is fully refunded. `cancel` it."),
    );
  if (from?.ok === false) return from;
  const left = unshippedOf(order);
  const packed = items === undefined ? ok(left) : pack(left, items);
  if (!packed.ok) return packed;
  const last = isLast(order, left, packed.value);
  const parcel = last ? left : packed.value;
  const tracked = trackedIn(order, parcel, held);
  const taken = decideTake(order.id, held, tracked, stocks, stockLocations, {
    from: from?.value ?? null,
    nameOf: namesIn(order),
  });
  if (!taken.ok) return taken;
  const shipped = fulfillmentShipped.of(order.id, {
    fulfillmentId: context.newId(orderIds.fulfillment),
    trackingNumber,
    carrier,
    items: [...parcel].map(([itemId, quantity]) => ({ itemId, quantity })),
  });
  const move = last ? [moved(order.id, { from: order.status, to: "shipped" })] : [];
  return ok([shipped, ...move, ...taken.value]);
}

/** Marks everything shipped as delivered, which completes the order. */
export function decideDeliver(order: OrderBefore<"delivered">): readonly NewEvent[] {
  const arrived = order.fulfillments
    .filter((one) => leadsTo(fulfillmentTransitions, one, "delivered"))
    .map((one) => delivered(order.id, one));
  return [
    ...arrived,
    moved(order.id, { from: order.status, to: "delivered" }),
    orderCompleted.of(order.id, {}),
  ];
}

type Quantities = ReadonlyMap<string, number>;

/** The requested quantities, if that much is left to ship. An item listed twice is added up. */
function pack(left: Quantities, named: NonNullable<ShipInput["items"]>): Result<Quantities> {
  const packed = new Map<string, number>();
  const errors: PointedError[] = [];
  for (const [index, { itemId: wanted, quantity }] of named.entries()) {
    const itemId = parseId(orderIds.item, wanted) ?? wanted;
    const total = (packed.get(itemId) ?? 0) + quantity;
    packed.set(itemId, total);
    const most = left.get(itemId) ?? 0;
    if (total > most)
      errors.push({
        pointer: `/items/${index}`,
        code: "exceeds-unshipped",
        detail: `${total} requested, ${most} left to ship`,
      });
  }
  if (errors.length === 0) return ok(packed);
  return refused(refusal("exceeds-unshipped", "The quantity exceeds what is left to ship.", errors));
}

/** Whether this parcel contains the last items that need shipping. */
function isLast({ items }: Order, left: Quantities, parcel: Quantities): boolean {
  return items
    .filter(({ requiresShipping }) => requiresShipping)
    .every(({ id }) => (left.get(id) ?? 0) === (parcel.get(id) ?? 0));
}

/** The quantity to deduct from stock, by variant. Untracked variants have no reservation. */
function trackedIn({ items }: Order, parcel: Quantities, held: Holdings["held"]): Quantities {
  const tracked = new Set(held.map(({ variantId }) => variantId));
  const quantities = new Map<string, number>();
  for (const { id, variantId } of items) {
    const quantity = parcel.get(id) ?? 0;
    if (quantity > 0 && tracked.has(variantId))
      quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity);
  }
  return quantities;
}

function delivered(orderId: string, { id }: FulfillmentBefore<"delivered">): NewEvent {
  return fulfillmentDelivered.of(orderId, { fulfillmentId: id });
}
