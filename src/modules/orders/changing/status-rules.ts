import { refusalAt } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { decideRelease, decideSecure } from "../../inventory/index.ts";
import { type Claimant, claimableEmail, decideClaim } from "../claiming/rules.ts";
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

/**
 * Changes notes and e-mail address of an order. Emits no event if nothing differs. A guest's order becomes that of `claimant`,
 * the account with the new address, if the account has verified it.
 */
export function decideUpdate(
  { id, person, customerId }: Order,
  patch: OrderPatch,
  claimant: Claimant | undefined,
): readonly NewEvent[] {
  if (person === null) return [];
  const note = patched(person.note, patch.note);
  const internalNote = patched(person.internalNote, patch.internalNote);
  const { email = person.email } = patch;
  const isMoved = email !== person.email;
  if (note === person.note && internalNote === person.internalNote && !isMoved) return [];
  const changes = { note, internalNote, ...(isMoved ? { email } : {}) };
  const isClaimed =
    isMoved && customerId === null && claimant !== undefined && claimableEmail(claimant) !== null;
  return [orderUpdated.of(id, { person: changes }), ...(isClaimed ? decideClaim(claimant.id, [id]) : [])];
}

function patched(current: string | null, text: string | null | undefined): string | null {
  if (text === undefined) return current;
  return text === "" ? null : text;
}
