import { refusalAt } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { decideRelease, decideSecure } from "../../inventory/index.ts";
import { orderCancelled, orderUpdated } from "../events.ts";
import { moved, type OrderBefore } from "../rules.ts";
import type { Order } from "../schema.ts";
import { isFree, namesIn } from "./derived-rules.ts";
import type { Backorders, Holdings } from "./holdings.ts";
import { refundable, refundRest } from "./payment-rules.ts";
import type { CancelInput, ConfirmInput, OrderPatch } from "./schema.ts";

/**
 * Confirms a pending order: backordered items are now in stock and reserved. Stock that earlier orders wait for is left to
 * them, unless this one is given priority.
 */
export function decideConfirm(
  order: OrderBefore<"confirmed">,
  { held, stocks, stockLocations, earlier }: Backorders,
  { prioritize = false }: ConfirmInput = {},
): Result<readonly NewEvent[]> {
  const secured = decideSecure(order.id, held, stocks, stockLocations, {
    earlier: prioritize ? undefined : earlier,
    nameOf: namesIn(order),
  });
  if (!secured.ok) return secured;
  return ok([
    moved(order.id, { from: order.status, to: "confirmed" }),
    ...paidIfFree(order),
    ...secured.value,
  ]);
}

/** A confirmed order with nothing to pay is paid: nobody has to capture 0. */
export function paidIfFree(order: Pick<Order, "id" | "totals">): readonly NewEvent[] {
  return isFree(order) ? [moved(order.id, { from: "confirmed", to: "paid" })] : [];
}

/**
 * Cancels an order and releases its remaining reservations. Captured money is refunded in the same request,
 * or must have been refunded before. Shipped items stay shipped, and out of stock.
 */
export function decideCancel(
  order: OrderBefore<"cancelled">,
  { reason, refund = false }: CancelInput,
  { held, stocks }: Holdings,
  context: Context,
): Result<readonly NewEvent[]> {
  if (!refund && refundable(order) !== null)
    return refused(
      refusalAt("refund-required", "/refund", "The order is paid. Send `refund: true` to refund it."),
    );
  return ok([
    ...refundRest(order, reason, context),
    moved(order.id, { from: order.status, to: "cancelled" }),
    orderCancelled.of(order.id, { reason }),
    ...decideRelease(order.id, held, stocks),
  ]);
}

/** Changes the notes of an order. Emits no event if nothing differs. */
export function decideUpdate({ id, person }: Order, patch: OrderPatch): readonly NewEvent[] {
  if (person === null) return [];
  const note = patched(person.note, patch.note);
  const internalNote = patched(person.internalNote, patch.internalNote);
  if (note === person.note && internalNote === person.internalNote) return [];
  return [orderUpdated.of(id, { person: { note, internalNote } })];
}

function patched(current: string | null, text: string | null | undefined): string | null {
  if (text === undefined) return current;
  return text === "" ? null : text;
}
