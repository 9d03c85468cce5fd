import type { LetterCount, Sizes, SubscriptionStatus } from "./schema.ts";

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

/** A tenant's metrics in Prometheus' exposition format. */
export function metricsOf(
  subscriptions: readonly SubscriptionStatus[],
  sizes: Sizes,
  deadLetters: readonly LetterCount[],
): string {
  const each = (measure: (subscription: SubscriptionStatus) => number): readonly Sample[] =>
    subscriptions.map((subscription) => [{ subscription: subscription.name }, measure(subscription)]);
  return [
    gauge(
      "rustok_subscription_position",
      "Position of the subscription.",
      each(({ position }) => position),
    ),
    gauge(
      "rustok_subscription_head",
      "Last position of the log that the subscription reads.",
      each(({ head }) => head),
    ),
    gauge(
      "rustok_subscription_lag_events",
      "Events that the subscription has not processed.",
      each(({ lagEvents }) => lagEvents),
    ),
    gauge(
      "rustok_subscription_lag_seconds",
      "Age of the oldest unprocessed event.",
      each(({ lagSeconds }) => lagSeconds),
    ),
    gauge(
      "rustok_subscription_attempts",
      "Attempts to process the event that fails.",
      each(({ attempts }) => attempts),
    ),
    gauge(
      "rustok_subscription_state",
      "1 for the current state of the subscription.",
      subscriptions.map(({ name, state }) => [{ subscription: name, state }, 1]),
    ),
    gauge(
      "rustok_dead_letters",
      "Dead letters by status.",
      deadLetters.map(({ subscription, status, count }) => [{ subscription, status }, count]),
    ),
    gauge("rustok_log_events", "Events in the log.", [[{}, sizes.events]]),
    gauge("rustok_log_bytes", "Size of the log in bytes.", [[{}, sizes.logBytes]]),
    gauge("rustok_audit_head", "Entries written to the audit log.", [[{}, sizes.auditHead]]),
  ].join("");
}

function gauge(name: string, help: string, samples: readonly Sample[]): string {
  const lines = samples.map(([labels, value]) => `${name}${labelled(labels)} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join("")}`;
}

function labelled(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) =>
      `${name}="${value.replaceAll(/[\\"\n]/g, (char) => (char === "\n" ? "\\n" : `\\${char}`))}"`,
  );
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}
