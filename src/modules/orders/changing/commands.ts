import * as z from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { type Command, type Context, defineCommand } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { findAccount } from "../../customers/index.ts";
import { orderIds } from "../ids.ts";
import { noSuchOrder, writtenOrder } from "../queries.ts";
import { orderBefore } from "../rules.ts";
import type { Order } from "../schema.ts";
import { readOrder } from "../store.ts";
import { type OrderResponse, orderShape } from "../wire-schema.ts";
import { decideDeliver, decideShip } from "./fulfillment-rules.ts";
import { loadBackorders, loadHoldings, loadShippable } from "./holdings.ts";
import { decideCapture, decideRefund } from "./payment-rules.ts";
import { cancelInput, confirmInput, orderPatch, refundInput, shipInput } from "./schema.ts";
import { decideCancel, decideConfirm, decideUpdate } from "./status-rules.ts";

const byId = z.object({ id: opaqueId });
const theOrder = ({ id }: { readonly id: string }) => ({
  type: "order",
  id: canonicalId(orderIds.order, id),
});

/** Defines a command that changes one order and returns it. `load` reads what it needs besides the order. */
function orderCommand<Input extends { readonly id: string }, Loaded>(
  verb: string,
  input: z.ZodType<Input, unknown>,
  load: (database: TenantDatabase, id: string, context: Context, input: Input) => Loaded,
  decide: (order: Order, input: Input, loaded: Loaded, context: Context) => Result<readonly NewEvent[]>,
  more: { readonly idempotencyKey?: "required" } = {},
): Command<Input, OrderResponse> {
  return defineCommand({
    ...more,
    name: `orders.${verb}Order`,
    access: "orders:update",
    input,
    output: orderShape,
    guards: theOrder,
    target: theOrder,
    load: (database, input, context) => {
      const id = canonicalId(orderIds.order, input.id);
      return { order: readOrder(database, id), beside: load(database, id, context, input) };
    },
    decide({ order, beside }, asked, context) {
      if (order === undefined) return refused(noSuchOrder);
      const events = decide(order, asked, beside, context);
      if (!events.ok) return events;
      return ok({ events: events.value, answer: (database) => writtenOrder(database, order.id, context) });
    },
  });
}

const nothing = () => null;

export const confirmOrder = orderCommand(
  "confirm",
  byId.extend(confirmInput.shape),
  loadBackorders,
  (order, input, backorders) => {
    const pending = orderBefore(order, "confirmed");
    return pending.ok ? decideConfirm(pending.value, backorders, input) : pending;
  },
);

export const captureOrder = orderCommand(
  "capture",
  byId,
  nothing,
  (order) => {
    const unpaid = orderBefore(order, "paid");
    return unpaid.ok ? decideCapture(unpaid.value) : unpaid;
  },
  { idempotencyKey: "required" },
);

export const shipOrder = orderCommand(
  "ship",
  byId.extend(shipInput.shape),
  loadShippable,
  (order, input, shippable, context) => {
    const unshipped = orderBefore(order, "shipped");
    return unshipped.ok ? decideShip(unshipped.value, input, shippable, context) : unshipped;
  },
);

export const deliverOrder = orderCommand("deliver", byId, nothing, (order) => {
  const underway = orderBefore(order, "delivered");
  return underway.ok ? ok(decideDeliver(underway.value)) : underway;
});

export const cancelOrder = orderCommand(
  "cancel",
  byId.extend(cancelInput.shape),
  loadHoldings,
  (order, input, holdings, context) => {
    const open = orderBefore(order, "cancelled");
    return open.ok ? decideCancel(open.value, input, holdings, context) : open;
  },
);

export const refundOrder = orderCommand(
  "refund",
  byId.extend(refundInput.shape),
  nothing,
  (order, input, _, context) => decideRefund(order, input, context),
  { idempotencyKey: "required" },
);

export const updateOrder = orderCommand(
  "update",
  byId.extend(orderPatch.shape),
  (database, _, __, { email }) => (email === undefined ? undefined : findAccount(database, email)),
  (order, patch, claimant) => ok(decideUpdate(order, patch, claimant)),
);

export const orderCommands = [
  confirmOrder,
  captureOrder,
  shipOrder,
  deliverOrder,
  cancelOrder,
  refundOrder,
  updateOrder,
];
