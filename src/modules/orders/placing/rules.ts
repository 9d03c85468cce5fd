import { refusalAt } from "../../../kernel/api/problem.ts";
import { byteLength } from "../../../kernel/json.ts";
import { defineLimits } from "../../../kernel/limit.ts";
import type { Id } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import type { Stock } from "../../inventory/index.ts";
import { decideReserve, type StockLocations } from "../../inventory/index.ts";
import { orderPlaced } from "../events.ts";
import { orderIds } from "../ids.ts";
import { assertAddsUp } from "./money-rules.ts";
import type { DraftItem, OrderDraft } from "./schema.ts";

/** What placing an order depends on. */
export interface Placement {
  readonly nextNumber: number;
  readonly stocks: ReadonlyMap<string, Stock>;
  readonly stockLocations: StockLocations;
}

/** A placed order. Append its events in the transaction that returns it. */
export interface Placed {
  readonly id: Id<"order">;
  readonly number: number;
  readonly events: readonly NewEvent[];
}

/** The bounds of an order. */
export const orderLimits = defineLimits({
  items: {
    // Less than a resource may have: the rest is for payments, fulfillments and refunds.
    value: 384 * 1024,
    unit: "bytes",
    per: "value",
    what: "The lines of an order, as JSON",
    beyond: "422 `too-large`",
  },
});

/**
 * Places the order of a draft. Reserves every line or none (refused as `insufficient-inventory`) and assigns
 * the next number. The order is confirmed, or pending while a line is on backorder. A draft that does not
 * add up is a bug.
 */
export function decidePlace(draft: OrderDraft, placement: Placement, context: Context): Result<Placed> {
  assertAddsUp(draft);
  const fitting = checkItemSizes(draft.items);
  if (!fitting.ok) return fitting;
  const id = context.newId(orderIds.order);
  const wanted = draft.items.map(({ variantId, policy, quantity, pointer }, index) => ({
    variantId,
    policy,
    quantity,
    pointer: pointer ?? `/items/${index}`,
  }));
  const reserved = decideReserve(id, wanted, placement.stocks, placement.stockLocations);
  if (!reserved.ok) return reserved;
  const { email, shippingAddress, billingAddress, note, items, payment, ...content } = draft;
  const placed = orderPlaced.of(id, {
    ...content,
    number: placement.nextNumber,
    status: reserved.value.backordered ? "pending" : "confirmed",
    person: { email, shippingAddress, billingAddress, note },
    items: items.map(({ policy: _policy, pointer: _pointer, ...snapshot }) => snapshot),
    payment: {
      id: context.newId(orderIds.payment),
      provider: payment.provider,
      amount: { amount: draft.totals.total.amount, currency: draft.currency },
    },
  });
  return ok({ id, number: placement.nextNumber, events: [placed, ...reserved.value.events] });
}

/** Points to the largest line of too large an order. */
function checkItemSizes(items: readonly DraftItem[]): Result<null> {
  if (sizeOf(items) <= orderLimits.items.value) return ok(null);
  const [largest] = items
    .map((item, index) => ({ pointer: item.pointer ?? `/items/${index}`, bytes: sizeOf(item) }))
    .toSorted((a, b) => b.bytes - a.bytes);
  const detail = "The lines of the order are too large. Split it into several orders.";
  return refused(refusalAt("too-large", largest?.pointer ?? "/items", detail));
}

function sizeOf(value: unknown): number {
  return byteLength(JSON.stringify(value));
}
