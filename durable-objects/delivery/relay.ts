import type { OutboxState } from "../../src/kernel/delivery/outbox.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import type { Reactions } from "../reactions/reactions.ts";
import { readObject } from "../storage/object-row.ts";
import type { Schedules } from "../storage/schedules.ts";
import { waitingSince } from "../storage/subscription-facts.ts";
import { readLog } from "../write/log.ts";
import type { DeliveryDeps } from "./deps.ts";
import { createOutbox } from "./outbox.ts";
import { markNotified, parkedTypes, readSubscriptions, type SubscriptionState } from "./subscriptions.ts";

/** Knows what subscriptions wait for, and notifies them. */
export type Relay = ReturnType<typeof createRelay>;

const pullBytes = 1024 * 1024;

/** Notifies the subscriptions of an object that have something to do. */
export function createRelay(deps: DeliveryDeps, schedules: Schedules, reactions: Reactions) {
  const { storage, registry } = deps;
  const { database } = storage;
  const endOf = ({ follows }: Pick<SubscriptionState, "follows">) => {
    const { head, auditHead } = readObject(database);
    return follows === "events" ? head : auditHead;
  };
  const subscriptions = () => {
    const known = readSubscriptions(database, registry);
    const wanted = reactions.wanted(known.filter(({ isReaction }) => isReaction));
    return known.map((subscription) => {
      const { name, position, nextAttemptAt, isReaction } = subscription;
      const behind = position < endOf(subscription) ? (nextAttemptAt ?? 0) : null;
      return { ...subscription, wantedAt: isReaction ? (wanted.get(name) ?? null) : behind };
    });
  };
  const find = (name: string) => readSubscriptions(database, registry).find((one) => one.name === name);
  const outbox = createOutbox({
    ...deps,
    tenantId: () => readObject(database).tenantId,
    headOf: endOf,
    subscriptions,
    // Audit entries carry changes, which take reading, so their subscription pulls.
    carriedBy: ({ follows, position, isReaction }, limit) =>
      follows === "events" && !isReaction ? readLog(database, position, limit, pullBytes).events : [],
    markNotified: (name, notify) => markNotified(database, name, notify),
    schedule: (at) => schedules.arm("relay", at),
  });
  return {
    run: () => outbox.relay(),
    find,
    endOf,
    positionOf: (name: string) => find(name)?.position ?? 0,
    /** The head of the log that a subscription follows. */
    headOf: (name: string) => endOf({ follows: registry.subscriptionByName.get(name)?.follows ?? "events" }),
    /** What waits for the queue. Reactions are left out, because they wait for the outside. */
    outbox: (): OutboxState => ({
      head: readObject(database).head,
      waitingSince: oldestOf(
        database,
        subscriptions().filter((one) => !one.isReaction && one.position < endOf(one)),
      ),
      refusedAt: outbox.refusedAt(),
      parked: parkedTypes(database),
    }),
    /** Whether any subscription has something to do. */
    isBehind: () => subscriptions().some(({ wantedAt }) => wantedAt !== null),
  };
}

/** When the oldest event that waits was written. An event that is tried again, or is too new, does not wait for the queue. */
function oldestOf(database: TenantDatabase, behind: readonly SubscriptionState[]): number | null {
  const instants = behind
    .filter(({ parkedAt, nextAttemptAt }) => parkedAt === null && nextAttemptAt === null)
    .map(({ follows, position }) => waitingSince(database, follows, position))
    .flatMap((at) => (at === null ? [] : [Date.parse(at)]));
  return instants.length === 0 ? null : Math.min(...instants);
}
