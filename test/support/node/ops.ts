import { listDeadLetters } from "../../../src/modules/ops/dead-letters/workflows.ts";
import type { SubscriptionResponse } from "../../../src/modules/ops/schema.ts";
import { findDeadLetter } from "../../../src/modules/ops/view.ts";
import { listSubscriptions } from "../../../src/modules/ops/workflows.ts";
import { openInvoker } from "../invoker.ts";
import type { LocalPlatform, LocalTenant } from "./platform.ts";

/** The response of `/v1/ops/subscriptions`, by subscription name. */
export async function subscriptionsOf(
  platform: LocalPlatform,
  tenant: LocalTenant,
): Promise<Readonly<Record<string, SubscriptionResponse>>> {
  const listed = await openInvoker(platform, tenant)(listSubscriptions, { limit: 100, after: null });
  if (!listed.ok) throw new Error(listed.refusal.detail);
  return Object.fromEntries(listed.value.items.map((subscription) => [subscription.name, subscription]));
}

export async function deadLettersOf(platform: LocalPlatform, tenant: LocalTenant) {
  const page = await openInvoker(platform, tenant)(listDeadLetters, {
    limit: 100,
    after: null,
    status: null,
    subscription: null,
  });
  return page.ok ? page.value.items : [];
}

export async function deadLetterOf(platform: LocalPlatform, tenant: LocalTenant, id: string) {
  const deadLetter = await openInvoker(platform, tenant)(findDeadLetter, { id });
  if (!deadLetter.ok) throw new Error(deadLetter.refusal.detail);
  return deadLetter.value;
}
