import type { Subscription } from "../api/shapes.ts";
import type { Samples } from "../metrics/parse.ts";
import { samplesOf } from "../metrics/select.ts";

/** The age of the oldest unprocessed event of each subscription, in seconds. Of several tenants, the worst counts. */
export function lagOf(
  samples: Samples,
  subscriptions: readonly Subscription[],
): Readonly<Record<string, number>> {
  const measured = samplesOf(samples, "rustok_subscription_lag_seconds");
  const values =
    measured === null
      ? subscriptions.map(({ name, lagSeconds }) => [name, lagSeconds] as const)
      : measured.map(({ labels, value }) => [labels.subscription ?? "", value] as const);
  const worst: Record<string, number> = {};
  for (const [name, seconds] of values) worst[name] = Math.max(worst[name] ?? 0, seconds);
  return worst;
}
