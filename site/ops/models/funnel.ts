import type { Samples } from "../metrics/parse.ts";
import { sumsBy } from "../metrics/select.ts";

/** A step of the checkout: how many carts have reached it. */
export interface FunnelStep {
  readonly name: string;
  readonly count: number;
  /** The part of the first step's carts. Null if there were none. */
  readonly share: number | null;
}

const steps = [
  ["cart_created", "Cart created"],
  ["item_added", "Item added"],
  ["address_set", "Address set"],
  ["shipping_selected", "Shipping selected"],
  ["completed", "Order placed"],
] as const;

/** The steps of the checkout in order. Null if they are not measured. */
export function funnelOf(samples: Samples): readonly FunnelStep[] | null {
  if (!samples.has("rustok_checkout_steps_total")) return null;
  const counts = sumsBy(samples, "rustok_checkout_steps_total", "step");
  const first = counts.get(steps[0][0]) ?? 0;
  return steps.map(([step, name]) => {
    const count = counts.get(step) ?? 0;
    return { name, count, share: first === 0 ? null : count / first };
  });
}
