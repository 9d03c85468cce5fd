import { refusal } from "../../../kernel/api/problem.ts";
import { byteLength } from "../../../kernel/json.ts";
import type { Id } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Context, ScheduledRun } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import type { Stock } from "../../inventory/index.ts";
import { decideReserve, type StockLocations } from "../../inventory/index.ts";
import type { Settings } from "../../tenants/index.ts";
import { isFree } from "../changing/derived-rules.ts";
import { paidIfFree } from "../changing/status-rules.ts";
import { type Claimant, claimableEmail, decideClaim } from "../claiming/rules.ts";
import { orderPlaced } from "../events.ts";
import { orderIds } from "../ids.ts";
import { orderLimits } from "../limits.ts";
import {
  checkHeld,
  type ExpirySettings,
  expireUnpaidName,
  expiryMsOf,
  methodOf,
  type UnitsHeld,
  unitsOf,
} from "../unpaid/rules.ts";
import { assertAddsUp } from "./money-rules.ts";
import type { OrderDraft } from "./schema.ts";
import { snapshotOf } from "./snapshot-rules.ts";

/** What placing an order depends on. */
export interface Placement {
  readonly nextNumber: number;
  readonly settings: ExpirySettings & Pick<Settings, "maxUnpaidUnitsPerVariant">;
  /** The account with the e-mail address of the order, if there is one. */
  readonly claimant: Claimant | undefined;
  /** What the shopper has in unpaid orders, by variant. */
  readonly unpaidUnits: ReadonlyMap<string, number>;
  readonly stocks: ReadonlyMap<string, Stock>;
  readonly stockLocations: StockLocations;
}

/** A placed order. The decision that places it contains its events and `schedule`, and writes `held` with `writeUnits`. */
export interface Placed {
  readonly id: Id<"order">;
  readonly number: number;
  readonly events: readonly NewEvent[];
  /** What its shopper holds in it until it is paid; null if the caller is not a shopper. */
  readonly held: UnitsHeld | null;
  readonly schedule?: ScheduledRun;
}

const tooLarge = refusal("too-large", "The order is too large. Split it into several orders.");

/**
 * Places the order of a draft. Reserves every line or none (refused as `insufficient-inventory`) and assigns
 * the next number. The order is confirmed, or pending while a line is on backorder; paid if nothing is to pay. A draft that does not
 * add up is a bug.
 */
export function decidePlace(draft: OrderDraft, placement: Placement, context: Context): Result<Placed> {
  assertAddsUp(draft);
  const id = context.newId(orderIds.order);
  const wanted = draft.items.map(({ variantId, policy, quantity, pointer }, index) => ({
    variantId,
    policy,
    quantity,
    pointer: pointer ?? `/items/${index}`,
  }));
  const reserved = decideReserve(id, wanted, placement.stocks, placement.stockLocations);
  if (!reserved.ok) return reserved;
  const { caller } = context;
  if (caller !== null) {
    const checked = checkHeld(wanted, placement.unpaidUnits, placement.settings.maxUnpaidUnitsPerVariant);
    if (!checked.ok) return checked;
  }
  const placed = placedEvent(id, draft, placement, reserved.value.backordered, context);
  // A state may have 512 KiB. The rest is for payments, fulfillments and refunds.
  if (byteLength(JSON.stringify(placed.data)) > orderLimits.orderBytes.value) return refused(tooLarge);
  const expiryMs = expiryMsOf(
    placement.settings,
    methodOf({ payments: [draft.payment], totals: draft.totals }),
  );
  return ok({
    id,
    number: placement.nextNumber,
    events: [
      placed,
      ...claimedBy(placement.claimant, draft, id),
      ...(reserved.value.backordered ? [] : paidIfFree({ id, totals: draft.totals })),
      ...reserved.value.events,
    ],
    held: caller === null || isFree(draft) ? null : { orderId: id, caller, units: unitsOf(wanted) },
    ...(expiryMs === null ? {} : { schedule: { job: expireUnpaidName, at: context.now + expiryMs } }),
  });
}

/** A guest's order is the customer's who has shown that its e-mail address is the customer's own. */
function claimedBy(claimant: Claimant | undefined, draft: OrderDraft, id: string): readonly NewEvent[] {
  if (claimant === undefined || draft.customerId !== null) return [];
  return claimableEmail(claimant) === null ? [] : decideClaim(claimant.id, [id]);
}

function placedEvent(
  id: Id<"order">,
  draft: OrderDraft,
  { nextNumber }: Placement,
  backordered: boolean,
  context: Context,
): NewEvent {
  const { email, shippingAddress, billingAddress, note, items, payment, ...content } = draft;
  return orderPlaced.of(id, {
    ...content,
    number: nextNumber,
    status: backordered ? "pending" : "confirmed",
    person: { email, shippingAddress, billingAddress, note },
    items: items.map(snapshotOf),
    adjustments: [...draft.adjustments],
    shippingTaxes: [...draft.shippingTaxes],
    payment: {
      id: context.newId(orderIds.payment),
      provider: payment.provider,
      amount: { amount: draft.totals.total.amount, currency: draft.currency },
    },
  });
}
