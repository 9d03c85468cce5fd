import { isPlatformToken } from "../../../kernel/access/actor.ts";
import type { Session } from "../../../kernel/operation/session.ts";
import type { WorkflowContext } from "../../../kernel/operation/workflow.ts";
import { type Page, type PageRequest, pageOf } from "../../../kernel/read/page.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import { listTenantIds } from "../../tenants/index.ts";
import { responseOf } from "../failures/rules.ts";
import { readSubscriptions } from "../queries.ts";
import { unreachable, worstFirst } from "../rules.ts";
import type { SubscriptionResponse } from "../schema.ts";
import { opsLimits } from "./limits.ts";
import { readAllDelivery } from "./view.ts";

/** Objects that are asked at the same time. */
const asked = 20;

/** Whether platform staff asks for all tenants: no credential, host or header names one. */
export function concernsAllTenants({ actor, tenant }: Session): boolean {
  return tenant === null && isPlatformToken(actor);
}

/**
 * A page of all tenants' subscriptions, worst first among a block of tenants. Each object is asked, because only it
 * knows how far its log reaches.
 */
export async function allSubscriptions(
  context: WorkflowContext,
  { limit, after }: Omit<PageRequest, "count">,
): Promise<Result<Page<SubscriptionResponse>>> {
  const [start = "", offset = 0] = after ?? [];
  const listed = await context.invoke(listTenantIds, {
    after: String(start),
    limit: opsLimits.tenantsAtOnce.value,
  });
  if (!listed.ok) return listed;
  const { ids, next: nextBlock } = listed.value;
  // The platform's own object has subscriptions too.
  const found = await subscriptionsIn(context, start === "" ? ["platform", ...ids] : ids);
  const rest = found.toSorted(worstFirst).slice(Number(offset));
  const page = pageOf(
    rest,
    limit,
    (last) => [String(start), Number(offset) + rest.indexOf(last) + 1],
    (subscription) => subscription,
  );
  return ok({ ...page, next: page.next ?? (nextBlock === null ? null : [nextBlock, 0]) });
}

/** The subscriptions of some tenants. Without the read model, they are at what the objects know of it. */
export async function subscriptionsIn(
  context: WorkflowContext,
  tenantIds: readonly string[],
  withReadModel = true,
): Promise<readonly SubscriptionResponse[]> {
  const known = withReadModel ? await knownOf(context, tenantIds) : null;
  const found: SubscriptionResponse[] = [];
  for (let from = 0; from < tenantIds.length; from += asked) {
    const some = tenantIds.slice(from, from + asked);
    found.push(...(await Promise.all(some.map((id) => subscriptionsOf(context, id, known)))).flat());
  }
  return found;
}

/** What the read model knows of the tenants. Null if it is unavailable. */
async function knownOf({ invoke }: WorkflowContext, tenantIds: readonly string[]) {
  const read = await invoke(readAllDelivery, { tenantIds }).catch(() => null);
  return read?.ok === true ? read.value : null;
}

async function subscriptionsOf(
  { invoke, session }: WorkflowContext,
  tenantId: string,
  known: Awaited<ReturnType<typeof knownOf>>,
): Promise<readonly SubscriptionResponse[]> {
  const own = <One extends { readonly tenantId: string }>(all: readonly One[] | undefined) =>
    all?.filter((one) => one.tenantId === tenantId).map(({ tenantId: _, ...one }) => one) ?? null;
  const positions = own(known?.positions);
  const input = { positions, deadLetters: own(known?.deadLetters) };
  const answered = await invoke(readSubscriptions, input, { tenantId }).catch(() => null);
  const statuses = answered?.ok === true ? answered.value : (positions ?? []).map(unreachable);
  return statuses.map((status) => responseOf(session.actor, tenantId, status));
}
