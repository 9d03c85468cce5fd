import type { LetterCount, Sizes, SubscriptionResponse } from "./schema.ts";

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

/** A tenant's figures in Prometheus' exposition format. */
export function metricsOf(
  subscriptions: readonly SubscriptionResponse[],
  sizes: Sizes,
  deadLetters: readonly LetterCount[],
): string {
  const each = (measure: (subscription: SubscriptionResponse) => number): readonly Sample[] =>
    subscriptions.map((subscription) => [{ subscription: subscription.name }, measure(subscription)]);
  return [
    gauge(
      "rustok_subscription_position",
      "Where a follower is.",
      each(({ position }) => position),
    ),
    gauge(
      "rustok_subscription_head",
      "Where what it follows ends.",
      each(({ head }) => head),
    ),
    gauge(
      "rustok_subscription_lag_events",
      "How much waits for it.",
      each(({ lagEvents }) => lagEvents),
    ),
    gauge(
      "rustok_subscription_lag_seconds",
      "How long the oldest of that has waited.",
      each(({ lagSeconds }) => lagSeconds),
    ),
    gauge(
      "rustok_subscription_attempts",
      "Tries of the event it fails at.",
      each(({ attempts }) => attempts),
    ),
    gauge(
      "rustok_subscription_state",
      "1 for the state it is in.",
      subscriptions.map(({ name, state }) => [{ subscription: name, state }, 1]),
    ),
    gauge(
      "rustok_dead_letters",
      "Events that were set aside.",
      deadLetters.map(({ subscription, status, count }) => [{ subscription, status }, count]),
    ),
    gauge("rustok_log_events", "Events in the log.", [[{}, sizes.events]]),
    gauge("rustok_log_bytes", "What they take.", [[{}, sizes.logBytes]]),
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
      `${name}="${value.replaceAll(/[\\"\n]/g, (sign) => (sign === "\n" ? "\\n" : `\\${sign}`))}"`,
  );
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}
