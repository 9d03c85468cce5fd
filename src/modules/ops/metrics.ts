import { deadLetterStatus, type LetterCount, type Sizes, type SubscriptionStatus, states } from "./schema.ts";

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

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
      "1 for the current state of the subscription, 0 for the others.",
      subscriptions.flatMap(({ name, state: current }) =>
        states.map((state) => [{ subscription: name, state }, state === current ? 1 : 0] as const),
      ),
    ),
    gauge(
      "rustok_dead_letters",
      "Dead letters by status.",
      deadLetters === null ? [] : lettersOf(subscriptions, deadLetters),
    ),
    gauge("rustok_log_events", "Events in the log.", [[{}, sizes.events]]),
    gauge("rustok_log_bytes", "Size of the log in bytes.", [[{}, sizes.logBytes]]),
    gauge("rustok_audit_head", "Entries written to the audit log.", [[{}, sizes.auditHead]]),
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
