import { exposeFamily, type Sample } from "../../kernel/telemetry/exposition.ts";
import { deadLetterStatus, type LetterCount, type Sizes, type SubscriptionStatus, states } from "./schema.ts";

/** The gauges of subscriptions and their logs. Those of all tenants together have the same names where they say the same. */
export const gauges = {
  position: { name: "rustok_subscription_position", help: "Position of the subscription." },
  head: {
    name: "rustok_subscription_head",
    help: "Last position of the log that the subscription reads.",
  },
  lagEvents: {
    name: "rustok_subscription_lag_events",
    help: "Events that the subscription has not processed. Of all tenants, the most.",
  },
  lagSeconds: {
    name: "rustok_subscription_lag_seconds",
    help: "Age of the oldest unprocessed event. Of all tenants, the highest.",
  },
  attempts: {
    name: "rustok_subscription_attempts",
    help: "Attempts to process the event that fails. Of all tenants, the most.",
  },
  state: {
    name: "rustok_subscription_state",
    help: "1 for the current state of the subscription, 0 for the others. Of all tenants, how many are in that state.",
  },
  deadLetters: {
    name: "rustok_dead_letters",
    help: "Dead letters by status. Of all tenants, the open ones, of which 10000 are counted.",
  },
  logEvents: { name: "rustok_log_events", help: "Events in the log." },
  logBytes: { name: "rustok_log_bytes", help: "Size of the log in bytes." },
  auditHead: { name: "rustok_audit_head", help: "Entries written to the audit log." },
} as const;

/**
 * A tenant's metrics in Prometheus' exposition format. A series that has nothing to count is 0, not missing: an alert on
 * its change sees the first one. What is unknown, because the read model is unavailable, is missing.
 */
export function metricsOf(
  subscriptions: readonly SubscriptionStatus[],
  sizes: Sizes,
  deadLetters: readonly LetterCount[] | null,
): string {
  const each = (measure: (subscription: SubscriptionStatus) => number): readonly Sample[] =>
    subscriptions.map((subscription) => [{ subscription: subscription.name }, measure(subscription)]);
  return [
    exposeFamily(
      gauges.position,
      "gauge",
      each(({ position }) => position),
    ),
    exposeFamily(
      gauges.head,
      "gauge",
      each(({ head }) => head),
    ),
    exposeFamily(
      gauges.lagEvents,
      "gauge",
      each(({ lagEvents }) => lagEvents),
    ),
    exposeFamily(
      gauges.lagSeconds,
      "gauge",
      each(({ lagSeconds }) => lagSeconds),
    ),
    exposeFamily(
      gauges.attempts,
      "gauge",
      each(({ attempts }) => attempts),
    ),
    exposeFamily(
      gauges.state,
      "gauge",
      subscriptions.flatMap(({ name, state: current }) =>
        states.map((state) => [{ subscription: name, state }, state === current ? 1 : 0] as const),
      ),
    ),
    exposeFamily(
      gauges.deadLetters,
      "gauge",
      deadLetters === null ? [] : lettersOf(subscriptions, deadLetters),
    ),
    exposeFamily(gauges.logEvents, "gauge", [[{}, sizes.events]]),
    exposeFamily(gauges.logBytes, "gauge", [[{}, sizes.logBytes]]),
    exposeFamily(gauges.auditHead, "gauge", [[{}, sizes.auditHead]]),
  ].join("");
}

/** Also those of subscriptions that newer code no longer has. */
function lettersOf(
  subscriptions: readonly SubscriptionStatus[],
  counts: readonly LetterCount[],
): readonly Sample[] {
  const names = new Set([...subscriptions.map(({ name }) => name), ...counts.map((one) => one.subscription)]);
  return [...names].flatMap((subscription) =>
    deadLetterStatus.options.map((status): Sample => {
      const counted = counts.find((one) => one.subscription === subscription && one.status === status);
      return [{ subscription, status }, counted?.count ?? 0];
    }),
  );
}
