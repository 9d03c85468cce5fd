import { platformToken } from "../../../src/kernel/access/actor.ts";
import { type SubscriptionResponse, subscriptionResponse } from "../../../src/modules/ops/schema.ts";
import { findDeadLetter, listDeadLetters, readPositions } from "../../../src/modules/ops/view.ts";
import type { LocalPlatform, LocalTenant } from "./platform.ts";

/** What `/v1/ops/subscriptions` shows, by name. */
export async function subscriptionsOf(
  platform: LocalPlatform,
  tenant: LocalTenant,
): Promise<Readonly<Record<string, SubscriptionResponse>>> {
  const known = await readPositions(platform.readModel, tenant.id, null).catch(() => null);
  const positions = known?.ok === true ? known.value : null;
  const result = tenant.core.ask({ query: "ops.subscriptions", input: { positions }, actor: platformToken });
  if (!result.ok) throw new Error(result.refusal.detail);
  const shown = subscriptionResponse.array().parse(result.value);
  return Object.fromEntries(shown.map((subscription) => [subscription.name, subscription]));
}

export async function deadLettersOf({ readModel }: LocalPlatform, tenant: LocalTenant) {
  const page = await listDeadLetters(readModel, tenant.id, {
    limit: 100,
    after: null,
    status: null,
    subscription: null,
  });
  return page.ok ? page.value.items : [];
}

export async function deadLetterOf({ readModel }: LocalPlatform, tenant: LocalTenant, id: string) {
  const deadLetter = await findDeadLetter(readModel, tenant.id, { id });
  if (!deadLetter.ok) throw new Error(deadLetter.refusal.detail);
  return deadLetter.value;
}
