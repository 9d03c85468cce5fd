import { refusal } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { leadsTo } from "../../../kernel/write/state-machine.ts";
import type { Wanted } from "../../inventory/index.ts";
import type { Settings } from "../../tenants/index.ts";
import { fulfillmentStatusOf, isFree, paymentStatusOfOrder } from "../changing/derived-rules.ts";
import { orderTransitions } from "../rules.ts";
import type { Order, Payment, Totals } from "../schema.ts";

/** The scheduled job that cancels unpaid orders. */
export const expireUnpaidName = "orders.expireUnpaid";

/** How an order is to be paid: through a provider, or to the tenant itself. */
export const paymentMethods = ["card", "manual"] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

/** The settings that say how long unpaid orders hold their stock. */
export type ExpirySettings = Pick<Settings, "cardOrderExpiryMinutes" | "manualOrderExpiryMinutes">;

/** Whether nothing of an open order was authorized, paid or shipped. */
export function isUnpaid(order: Order): boolean {
  return (
    leadsTo(orderTransitions, order, "cancelled") &&
    paymentStatusOfOrder(order) === "unpaid" &&
    fulfillmentStatusOf(order) === "unfulfilled"
  );
}

/** How an unpaid order is to be paid; null if there is nothing to pay. It then never expires. */
export function methodOf({
  payments,
  totals,
}: {
  readonly payments: readonly Pick<Payment, "provider">[];
  readonly totals: Totals;
}): PaymentMethod | null {
  if (isFree({ totals })) return null;
  return payments.at(-1)?.provider === "manual" ? "manual" : "card";
}

/** How long an unpaid order holds its stock, in milliseconds; null if it never expires. */
export function expiryMsOf(settings: ExpirySettings, method: PaymentMethod | null): number | null {
  const minutes =
    method === null
      ? null
      : { card: settings.cardOrderExpiryMinutes, manual: settings.manualOrderExpiryMinutes }[method];
  return minutes === null ? null : minutes * 60_000;
}

/** What a shopper holds in one unpaid order. */
export interface UnitsHeld {
  readonly orderId: string;
  /** The shopper, as a hash. */
  readonly caller: string;
  readonly units: ReadonlyMap<string, number>;
}

/** The units of each tracked variant that an order would hold. */
export function unitsOf(wanted: readonly Wanted[]): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  for (const { variantId, policy, quantity } of wanted)
    if (policy !== "untracked") units.set(variantId, (units.get(variantId) ?? 0) + quantity);
  return units;
}

/**
 * Refuses an order with which a shopper would hold more than `most` units of a variant in unpaid orders. `held` is what
 * the shopper's other unpaid orders hold.
 */
export function checkHeld(
  wanted: readonly Wanted[],
  held: ReadonlyMap<string, number>,
  most: number | null,
): Result<null> {
  if (most === null) return ok(null);
  const units = unitsOf(wanted);
  const beyond = wanted.filter(
    ({ variantId, policy }) =>
      policy !== "untracked" && (held.get(variantId) ?? 0) + (units.get(variantId) ?? 0) > most,
  );
  if (beyond.length === 0) return ok(null);
  const code = "unpaid-limit-exceeded";
  const detail = `Unpaid orders can hold at most ${most} units of a variant for one shopper.`;
  return refused(
    refusal(
      code,
      detail,
      beyond.map(({ pointer }) => ({ pointer, code, detail })),
    ),
  );
}
