import { z } from "zod";
import { type Command, type Context, defineCommand } from "../../../kernel/command.ts";
import type { NewEvent } from "../../../kernel/event.ts";
import { opaqueId } from "../../../kernel/id.ts";
import { ok, type Result, refused } from "../../../kernel/result.ts";
import { canonical, noSuchOrder, writtenOrder } from "../queries.ts";
import { orderBefore } from "../rules.ts";
import type { Order } from "../schema.ts";
import { readOrder } from "../store.ts";
import type { ShownOrder } from "../wire-schema.ts";
import { decideDeliver, decideShip } from "./fulfillment-rules.ts";
import { type Holdings, loadHoldings } from "./holdings.ts";
import { decideCapture, decideRefund } from "./payment-rules.ts";
import { cancelInput, orderPatch, refundInput, shipInput } from "./schema.ts";
import { decideCancel, decideConfirm, decideUpdate } from "./status-rules.ts";

const byId = z.object({ id: opaqueId });

/** A command that changes one order and answers with it. */
function orderCommand<Input extends { readonly id: string }>(
  verb: string,
  input: z.ZodType<Input, unknown>,
  decide: (order: Order, input: Input, holdings: Holdings, context: Context) => Result<readonly NewEvent[]>,
): Command<Input, ShownOrder> {
  return defineCommand({
    name: `orders.${verb}Order`,
    access: "orders:update",
    input,
    guards: ({ id }) => ({ type: "order", id: canonical(id) }),
    load: (database, { id }, context) => ({
      order: readOrder(database, canonical(id)),
      holdings: loadHoldings(database, canonical(id), context),
    }),
    decide({ order, holdings }, asked, context) {
      if (order === undefined) return refused(noSuchOrder);
      const events = decide(order, asked, holdings, context);
      if (!events.ok) return events;
      return ok({ events: events.value, answer: (database) => writtenOrder(database, order.id) });
    },
  });
}

export const confirmOrder = orderCommand("confirm", byId, (order, _, holdings) => {
  const pending = orderBefore(order, "confirmed");
  return pending.ok ? decideConfirm(pending.value, holdings) : pending;
});

export const captureOrder = orderCommand("capture", byId, (order) => {
  const unpaid = orderBefore(order, "paid");
  return unpaid.ok ? decideCapture(unpaid.value) : unpaid;
});

export const shipOrder = orderCommand(
  "ship",
  byId.extend(shipInput.shape),
  (order, input, holdings, context) => {
    const unshipped = orderBefore(order, "shipped");
    return unshipped.ok ? decideShip(unshipped.value, input, holdings, context) : unshipped;
  },
);

export const deliverOrder = orderCommand("deliver", byId, (order) => {
  const underway = orderBefore(order, "delivered");
  return underway.ok ? ok(decideDeliver(underway.value)) : underway;
});

export const cancelOrder = orderCommand(
  "cancel",
  byId.extend(cancelInput.shape),
  (order, input, holdings, context) => {
    const open = orderBefore(order, "cancelled");
    return open.ok ? decideCancel(open.value, input, holdings, context) : open;
  },
);

export const refundOrder = orderCommand(
  "refund",
  byId.extend(refundInput.shape),
  (order, input, _, context) => decideRefund(order, input, context),
);

export const updateOrder = orderCommand("update", byId.extend(orderPatch.shape), (order, patch) =>
  ok(decideUpdate(order, patch)),
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
