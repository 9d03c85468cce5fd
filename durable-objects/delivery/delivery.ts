import { readModelName, type Subscription } from "../../src/kernel/delivery/subscription.ts";
import { removeOldEntries } from "../audit/audit-log.ts";
import { createReactions, reconcileReactions } from "../reactions/reactions.ts";
import type { Schedules } from "../storage/schedules.ts";
import { readLog, readObject } from "../write/log.ts";
import { countAttempt, type FailedAttempt, type Verdict } from "./attempts.ts";
import type { DeliveryDeps } from "./deps.ts";
import { createOutbox } from "./outbox.ts";
import { createRebuilds } from "./rebuilds.ts";
import {
  ensureSubscriptions,
  markAcknowledged,
  markNotified,
  type ParkedEvent,
  park,
  readSubscriptions,
  type SubscriptionState,
  unpark,
} from "./subscriptions.ts";
import { type LogLimits, trimLog } from "./trim.ts";
import { createWaiters } from "./waiters.ts";

/** How what was written gets to its followers, and how long it is kept for them. */
export type Delivery = ReturnType<typeof createDelivery>;

/** When the relay looks at what it did not get rid of at once. */
export const relayWithinMs = 1_000;
const pullBytes = 1024 * 1024;
/** Between two turns of the same chore, other requests come first. */
const batchPauseMs = 1_000;

/** Makes followers known that came with newer code, and takes up what was left undone. */
export function createDelivery(
  deps: DeliveryDeps,
  schedules: Schedules,
  limits: LogLimits,
  command: (name: string, input: unknown) => void,
) {
  const { storage, registry, now } = deps;
  const { database } = storage;
  const waiters = createWaiters(now);
  const positionOf = (name: string) => subscriptionOf(name)?.position ?? 0;
  const subscriptionOf = (name: string) =>
    readSubscriptions(database, registry).find((one) => one.name === name);
  const headOf = ({ follows }: Pick<SubscriptionState, "follows">) => {
    const { head, auditHead } = readObject(database);
    return follows === "events" ? head : auditHead;
  };
  const reactions = createReactions({ ...deps, schedule: (at) => schedules.arm("relay", at) });
  const subscriptions = () => {
    const known = readSubscriptions(database, registry);
    const wanted = reactions.wanted(known.filter(({ isReaction }) => isReaction));
    return known.map((subscription) => {
      const { name, position, nextAttemptAt, isReaction } = subscription;
      const behind = position < headOf(subscription) ? (nextAttemptAt ?? 0) : null;
      return { ...subscription, wantedAt: isReaction ? (wanted.get(name) ?? null) : behind };
    });
  };
  const outbox = createOutbox({
    ...deps,
    tenantId: () => readObject(database).tenantId,
    headOf,
    subscriptions,
    // A journal entry is told with what it changed, which takes reading: whoever wants it pulls.
    carriedBy: ({ follows, position, isReaction }, limit) =>
      follows === "events" && !isReaction ? readLog(database, position, limit, pullBytes).events : [],
    markNotified: (name, notify) => markNotified(database, name, notify),
    schedule: (at) => schedules.arm("relay", at),
  });
  const rebuilds = createRebuilds({
    ...deps,
    command,
    tenantId: () => readObject(database).tenantId,
    schedule: (at) => schedules.arm("rebuild", at),
  });
  const relay = () => {
    deps.background(outbox.relay());
    deps.background(rebuilds.notify());
  };

  ensureSubscriptions(database, registry);
  reconcileReactions(database, registry);
  const unparked = unpark(database, registry);
  // A crash may have taken a schedule with it, but never what it was for.
  const behind = subscriptions().some(({ wantedAt }) => wantedAt !== null);
  if (behind) schedules.arm("relay", now() + (unparked ? 0 : relayWithinMs));
  if (rebuilds.isOpen()) schedules.arm("rebuild", now() + relayWithinMs);

  return {
    relay,
    /** Where what a follower follows ends. */
    headOf: (name: string) => headOf({ follows: registry.subscriptionByName.get(name)?.follows ?? "events" }),
    /** What a rebuild asks and tells. */
    rebuilds: rebuilds.calls,
    /** What a reaction's worker asks and tells. */
    reactions: reactions.calls,
    scheduledJobs: {
      relay: () => outbox.relay(),
      rebuild: () => rebuilds.notify(),
      async trim() {
        let skipped = 0;
        const beforeTrim = (through: number) => {
          skipped = reactions.beforeTrim(through);
        };
        const next = storage.transaction(() =>
          trimLog(database, limits, positionOf(readModelName), now(), beforeTrim),
        );
        if (next !== null) schedules.arm("trim", next);
        if (skipped > 0) deps.failed("reactions", new Error(`${skipped} events were trimmed unseen`));
      },
      async "trim-audit-log"() {
        const followed = auditPosition(database, registry.subscriptionByName.values(), positionOf);
        const next = storage.transaction(() => removeOldEntries(database, now(), followed));
        if (next !== null) schedules.arm("trim-audit-log", Math.max(next, now() + batchPauseMs));
      },
    },
    acknowledge(name: string, epoch: number, seq: number): void {
      const subscription = subscriptionOf(name);
      if (subscription === undefined || epoch !== readObject(database).epoch) return;
      const head = headOf(subscription);
      if (seq > head) return;
      const moved = storage.transaction(() => markAcknowledged(database, name, seq));
      if (name === readModelName) waiters.reached(seq);
      if (!moved) return;
      if (readObject(database).logBytes > limits.retainedBytes) schedules.arm("trim", now());
      if (seq < head) relay();
    },
    /** An event could not be projected, although the database was there. */
    failed(attempt: FailedAttempt): Verdict {
      const verdict = storage.transaction(() => countAttempt(database, attempt, now(), deps.random));
      schedules.arm("relay", verdict.nextAt);
      return verdict;
    },
    /** A follower's code is too old for an event. */
    parked(name: string, event: ParkedEvent): void {
      storage.transaction(() => park(database, name, event));
    },
    /** Resolves once the read model has the seq; false when that takes too long or too many wait already. */
    whenProjected: (seq: number, withinMs: number): Promise<boolean> =>
      positionOf(readModelName) >= seq ? Promise.resolve(true) : waiters.wait(seq, withinMs),
  };
}

/** How far all that follow the journal have it; all of it where nobody does. */
function auditPosition(
  database: DeliveryDeps["storage"]["database"],
  subscriptions: Iterable<Subscription>,
  positionOf: (name: string) => number,
): number {
  const following = [...subscriptions].filter(({ follows }) => follows === "audit-log");
  const { auditHead } = readObject(database);
  return Math.min(auditHead, ...following.map(({ name }) => positionOf(name)));
}
