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
  unobserved: {
    name: "rustok_unobserved_tenants",
    help: "Tenants that the gauges of subscriptions would be about too, but there are more than can be asked at once.",
  },
} as const;

/**
 * The platform's metrics: the sums of all isolates, and gauges over its tenants. Only tenants that have done something in the
 * last two minutes are asked, and those that are not up to date, for as long as that is so. All callers together ask them once
 * in 15 seconds. What is unknown is missing.
 */
export async function platformMetrics(context: WorkflowContext, metrics: Metrics): Promise<string> {
  const unknown = { text: "", tenants: [], gauges: null };
  const [{ text, tenants, gauges: kept }, reached] = await Promise.all([
    metrics.read().catch(() => unknown),
    metrics.readiness(),
  ]);
  const isUsable = kept !== null && kept.withReadModel === reached.readModel;
  const gaugesText = isUsable ? kept.text : await askTenants(context, metrics, tenants, reached.readModel);
  return [text, exposeFamily(platformGauges.ready, "gauge", checksOf(reached)), gaugesText].join("");
}

/** Asks the tenants, and keeps what they say. */
async function askTenants(
  context: WorkflowContext,
  metrics: Metrics,
  tenants: readonly string[],
  withReadModel: boolean,
): Promise<string> {
  const all = ["platform", ...tenants.filter((id) => id !== "platform")];
  const asked = all.slice(0, opsLimits.tenantsAtOnce.value);
  const [subscriptions, open] = await Promise.all([
    subscriptionsIn(context, asked, withReadModel),
    withReadModel ? context.invoke(countAllOpen, {}).catch(() => null) : null,
  ]);
  const text = [
    exposeFamily(platformGauges.observed, "gauge", [[{}, asked.length]]),
    exposeFamily(platformGauges.unobserved, "gauge", [[{}, all.length - asked.length]]),
    ...subscriptionGauges(subscriptions, metrics),
    exposeFamily(gauges.deadLetters, "gauge", open?.ok === true ? openOf(subscriptions, open.value) : []),
  ].join("");
  await metrics.keep({ text, withReadModel }, lateOf(subscriptions)).catch(() => undefined);
  return text;
}

/** Whether tenants are late. One that said nothing is not among them. */
function lateOf(subscriptions: readonly SubscriptionResponse[]): Readonly<Record<string, boolean>> {
  const byTenant = Map.groupBy(subscriptions, ({ tenantId }) => tenantId);
  return Object.fromEntries(
    [...byTenant].map(([tenantId, own]) => [tenantId, own.some(({ state }) => state !== "live")]),
  );
}

function checksOf({ readModel, writer, queue }: Reached): readonly Sample[] {
  const checks = { read_model: readModel, writer, queue };
  return Object.entries(checks).map(([check, passed]) => [{ check }, passed ? 1 : 0]);
}

function subscriptionGauges(
  all: readonly SubscriptionResponse[],
  { kindOf }: Pick<Metrics, "kindOf">,
): readonly string[] {
  const byName = Map.groupBy(all, ({ name }) => withoutTarget(name));
  const labelsOf = (subscription: string) => ({ subscription, kind: kindOf(subscription) });
  const most = (measure: (subscription: SubscriptionResponse) => number): readonly Sample[] =>
    [...byName].map(([subscription, group]) => [labelsOf(subscription), Math.max(...group.map(measure))]);
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
          (state): Sample => [
            { ...labelsOf(subscription), state },
            group.filter((one) => one.state === state).length,
          ],
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
  const openByName = new Map(subscriptions.map(({ name }) => [withoutTarget(name), 0]));
  for (const { subscription, count } of counts) openByName.set(subscription, count);
  return [...openByName].map(([subscription, count]) => [{ subscription, status: "open" }, count]);
}

/** A subscription of one of a reaction's targets has the target's id after its name. */
function withoutTarget(subscription: string): string {
  return subscription.split("/")[0] ?? subscription;
}
