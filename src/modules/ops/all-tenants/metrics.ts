import type { Metrics, Reached } from "../../../kernel/operation/ports.ts";
import type { WorkflowContext } from "../../../kernel/operation/workflow.ts";
import { exposeFamily, type Sample } from "../../../kernel/telemetry/exposition.ts";
import { gauges } from "../metrics.ts";
import { type LetterCount, type SubscriptionResponse, states } from "../schema.ts";
import { opsLimits } from "./limits.ts";
import { subscriptionsIn } from "./subscriptions.ts";
import { countAllOpen } from "./view.ts";

/** The gauges that only the platform has. */
export const platformGauges = {
  ready: {
    name: "rustok_ready",
    help: "1 if the platform reaches its read model, a writer and its queue within a second, 0 if not.",
  },
  observed: {
    name: "rustok_observed_tenants",
    help: "Tenants that the gauges of subscriptions are about: those that did something lately or lag behind.",
  },
} as const;

/**
 * The platform's metrics: the sums of all isolates, and gauges over its tenants. Only tenants that have done something in the
 * last minutes are asked, so that reading metrics wakes nobody, and those that are not up to date, for as long as that is so.
 * What is unknown is missing.
 */
export async function platformMetrics(context: WorkflowContext, metrics: Metrics): Promise<string> {
  const unknown = { text: "", tenants: [] };
  const [{ text, tenants }, reached] = await Promise.all([
    metrics.read().catch(() => unknown),
    metrics.readiness(),
  ]);
  const asked = ["platform", ...tenants.filter((id) => id !== "platform")].slice(
    0,
    opsLimits.tenantsAtOnce.value,
  );
  const [subscriptions, open] = await Promise.all([
    subscriptionsIn(context, asked, reached.readModel),
    reached.readModel ? context.invoke(countAllOpen, {}).catch(() => null) : null,
  ]);
  const late = subscriptions.filter(({ state }) => state !== "live").map(({ tenantId }) => tenantId);
  if (late.length > 0) await metrics.watch([...new Set(late)]).catch(() => undefined);
  return [
    text,
    exposeFamily(platformGauges.ready, "gauge", checksOf(reached)),
    exposeFamily(platformGauges.observed, "gauge", [[{}, asked.length]]),
    ...subscriptionGauges(subscriptions),
    exposeFamily(gauges.deadLetters, "gauge", open?.ok === true ? openOf(subscriptions, open.value) : []),
  ].join("");
}

function checksOf({ readModel, writer, queue }: Reached): readonly Sample[] {
  const checks = { read_model: readModel, writer, queue };
  return Object.entries(checks).map(([check, passed]) => [{ check }, passed ? 1 : 0]);
}

function subscriptionGauges(all: readonly SubscriptionResponse[]): readonly string[] {
  const byName = Map.groupBy(all, ({ name }) => kindOf(name));
  const most = (measure: (subscription: SubscriptionResponse) => number): readonly Sample[] =>
    [...byName].map(([subscription, group]) => [{ subscription }, Math.max(...group.map(measure))]);
  return [
    exposeFamily(
      gauges.lagEvents,
      "gauge",
      most(({ lagEvents }) => lagEvents),
    ),
    exposeFamily(
      gauges.lagSeconds,
      "gauge",
      most(({ lagSeconds }) => lagSeconds),
    ),
    exposeFamily(
      gauges.attempts,
      "gauge",
      most(({ attempts }) => attempts),
    ),
    exposeFamily(
      gauges.state,
      "gauge",
      [...byName].flatMap(([subscription, group]) =>
        states.map(
          (state): Sample => [{ subscription, state }, group.filter((one) => one.state === state).length],
        ),
      ),
    ),
  ];
}

/** Also 0, so that an alert sees the first one. */
function openOf(
  subscriptions: readonly SubscriptionResponse[],
  counts: readonly LetterCount[],
): readonly Sample[] {
  const openByKind = new Map(subscriptions.map(({ name }) => [kindOf(name), 0]));
  for (const { subscription, count } of counts)
    openByKind.set(kindOf(subscription), (openByKind.get(kindOf(subscription)) ?? 0) + count);
  return [...openByKind].map(([subscription, count]) => [{ subscription, status: "open" }, count]);
}

/** A subscription of one of a reaction's targets has the target's id after its name. */
function kindOf(subscription: string): string {
  return subscription.split("/")[0] ?? subscription;
}
