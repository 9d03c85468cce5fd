import * as z from "zod";
import { refusalAt } from "../../kernel/api/problem.ts";
import { readModelName } from "../../kernel/delivery/subscription.ts";
import { oneCall } from "../../kernel/operation/budget.ts";
import { defineWorkflow, type WorkflowContext } from "../../kernel/operation/workflow.ts";
import {
  type Page,
  type PageRequest,
  pageLimits,
  pageOf,
  pageOutput,
  uncountedPageRequest,
} from "../../kernel/read/page.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import { opsLimits } from "./all-tenants/limits.ts";
import { platformMetrics } from "./all-tenants/metrics.ts";
import { allSubscriptions, concernsAllTenants } from "./all-tenants/subscriptions.ts";
import { relayNow, requestRebuild } from "./commands.ts";
import { responseOf } from "./failures/rules.ts";
import { metricsOf } from "./metrics.ts";
import { readSizes, readSubscriptions } from "./queries.ts";
import {
  rebuild,
  rebuildInput,
  replayInput,
  type SubscriptionResponse,
  type SubscriptionStatus,
  subscriptionResponse,
} from "./schema.ts";
import { countDeadLetters, countOpenDeadLetters, readPositions } from "./view.ts";

const subscriptions = { scope: "any", output: pageOutput(subscriptionResponse) } as const;

/** Lists subscriptions, with their position, lag and state. For platform staff without a tenant, those of all tenants. */
export const listSubscriptions = defineWorkflow({
  ...subscriptions,
  name: "ops.listSubscriptions",
  access: readSubscriptions.access,
  input: uncountedPageRequest,
  budget: {
    d1: 2,
    objects: opsLimits.tenantsAtOnce.value + 2,
    reason:
      "Only an object knows its log's head. For all tenants, each is asked, and the platform's for their ids.",
  },
  run: (page, context) =>
    concernsAllTenants(context.session) ? allSubscriptions(context, page) : subscriptionsPage(context, page),
});

/** Notifies every subscription now, even if a notification is pending. */
export const notifySubscriptions = defineWorkflow({
  ...subscriptions,
  name: "ops.notifySubscriptions",
  access: relayNow.access,
  input: z.object({}),
  once: true,
  budget: { d1: 2, objects: 2, reason: "It notifies first, and then reads the state after that." },
  async run(_, context) {
    const notified = await context.invoke(relayNow, {});
    if (!notified.ok) return notified;
    const page = await subscriptionsPage(context, { limit: pageLimits.items.value, after: null });
    // The list continues them: this answer has no parameters to continue with.
    return page.ok ? ok({ ...page.value, next: null }) : page;
  },
});

/** Metrics in Prometheus' exposition format: the tenant's, or for platform staff without a tenant, the platform's. */
export const readMetrics = defineWorkflow({
  name: "ops.readMetrics",
  access: readSizes.access,
  scope: "any",
  input: z.object({}),
  output: z.string(),
  ports: ["metrics"],
  budget: {
    d1: 2,
    objects: opsLimits.tenantsAtOnce.value,
    reason:
      "Sizes and subscriptions are separate questions. For the platform, each tenant that did something lately is asked.",
  },
  async run(_, context, { metrics }) {
    if (concernsAllTenants(context.session)) return ok(await platformMetrics(context, metrics));
    // Metrics of the object matter even more while the read model is unavailable.
    const counting = context.invoke(countDeadLetters, {}).catch(() => null);
    const [subscribed, sizes, deadLetters] = await Promise.all([
      subscriptionsOf(context, counting),
      context.invoke(readSizes, {}),
      counting,
    ]);
    if (!subscribed.ok) return subscribed;
    if (!sizes.ok) return sizes;
    return ok(metricsOf(subscribed.value, sizes.value, deadLetters?.ok === true ? deadLetters.value : null));
  },
});

/** Rebuilds one view or all views from the tenant's object. Reads continue meanwhile. */
export const rebuildView = defineWorkflow({
  name: "ops.rebuildView",
  access: requestRebuild.access,
  scope: "any",
  input: rebuildInput,
  output: rebuild,
  budget: oneCall,
  ports: ["projections"],
  async run({ view }, { invoke }, { projections: { viewNames } }) {
    if (view !== "all" && !viewNames.includes(view))
      return refused(unknownName("/view", ["all", ...viewNames]));
    return invoke(requestRebuild, {
      kind: "rebuild",
      subscription: readModelName,
      view: view === "all" ? null : view,
      fromSeq: null,
      reason: "requested",
    });
  },
});

/** Replays events from a seq on: projects the current state of every aggregate they touched. */
export const replayEvents = defineWorkflow({
  name: "ops.replayEvents",
  access: requestRebuild.access,
  scope: "any",
  input: replayInput,
  output: rebuild,
  budget: oneCall,
  ports: ["projections"],
  async run({ subscription, fromSeq }, { invoke }, { projections: { subscriptionNames } }) {
    if (!subscriptionNames.includes(subscription))
      return refused(unknownName("/subscription", subscriptionNames));
    return invoke(requestRebuild, { kind: "replay", subscription, view: null, fromSeq, reason: "requested" });
  },
});

function unknownName(pointer: string, names: readonly string[]) {
  return refusalAt("unknown-reference", pointer, `Must be one of: ${names.join(", ")}.`);
}

/** Reads the positions in the read model first, then the object, so that no position exceeds the head. */
async function subscriptionsOf(
  { invoke }: WorkflowContext,
  counting = invoke(countOpenDeadLetters, {}).catch(() => null),
): Promise<Result<readonly SubscriptionStatus[]>> {
  const [positions, deadLetters] = await Promise.all([invoke(readPositions, {}).catch(() => null), counting]);
  return invoke(readSubscriptions, {
    positions: positions?.ok === true ? positions.value : null,
    deadLetters: deadLetters?.ok === true ? deadLetters.value : null,
  });
}

async function subscriptionsPage(
  context: WorkflowContext,
  { limit, after }: Omit<PageRequest, "count">,
): Promise<Result<Page<SubscriptionResponse>>> {
  const { actor } = context.session;
  const read = await subscriptionsOf(context);
  if (!read.ok) return read;
  const from = Number(after?.[0] ?? 0);
  const rest = read.value.slice(from);
  return ok(
    pageOf(
      rest,
      limit,
      (last) => [from + rest.indexOf(last) + 1],
      (status) => responseOf(actor, context.tenantId, status),
    ),
  );
}
