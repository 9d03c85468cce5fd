import { readModelName, type Subscription } from "../../src/kernel/delivery/subscription.ts";
import { removeOldEntries } from "../audit/audit-log.ts";
import { createReactions, type Reactions } from "../reactions/reactions.ts";
import { reconcileReactions } from "../reactions/reconcile.ts";
import { readObject } from "../storage/object-row.ts";
import type { Schedules } from "../storage/schedules.ts";
import type { DeliveryDeps } from "./deps.ts";
import { createRebuilds } from "./rebuilds.ts";
import { createRelay, type Relay } from "./relay.ts";
import { createReports } from "./reports.ts";
import { ensureSubscriptions, unpark } from "./subscriptions.ts";
import { type LogLimits, trimLog } from "./trim.ts";

/** Delivers the log to subscriptions, and trims it. */
export type Delivery = ReturnType<typeof createDelivery>;

/** When the relay checks again after a command. */
export const relayWithinMs = 1_000;
/** How often an object that has nothing to deliver has its position compared with the read model's. */
const verifyEveryMs = 24 * 60 * 60 * 1000;
/** When it is tried again if the queue did not take a notification. */
const verifyAgainMs = 60 * 60 * 1000;
/** The pause between two batches of a job, for other requests. */
const batchPauseMs = 1_000;

/** Registers subscriptions that newer code added. */
export function createDelivery(
  deps: DeliveryDeps,
  schedules: Schedules,
  limits: LogLimits,
  command: (name: string, input: unknown) => void,
) {
  const { storage, registry, now } = deps;
  const { database } = storage;
  const reactions = createReactions({ ...deps, schedule: (at) => schedules.arm("relay", at) });
  const relay = createRelay(deps, schedules, reactions);
  const rebuilds = createRebuilds({
    ...deps,
    command,
    tenantId: () => readObject(database).tenantId,
    schedule: (at) => schedules.arm("rebuild", at),
  });
  const notifyAll = () => {
    deps.background(relay.run());
    deps.background(rebuilds.notify());
  };

  const verifyLater = () =>
    schedules.arm("verify", now() + Math.round(verifyEveryMs * (0.9 + 0.2 * deps.random())));
  ensureSubscriptions(database, registry);
  reconcileReactions(database, registry);
  const unparked = unpark(database, registry);

  return {
    relay: notifyAll,
    /** Schedules unfinished work. A crash may have lost a schedule, but never the work that it was for. */
    resume(): void {
      if (relay.isBehind()) schedules.arm("relay", now() + (unparked ? 0 : relayWithinMs));
      if (rebuilds.isOpen()) schedules.arm("rebuild", now() + relayWithinMs);
      verifyLater();
    },
    headOf: relay.headOf,
    outbox: relay.outbox,
    /** Calls of a rebuild's worker. */
    rebuilds: rebuilds.calls,
    /** Calls of a reaction's worker. */
    reactions: reactions.calls,
    scheduledJobs: {
      relay: () => relay.run(),
      rebuild: () => rebuilds.notify(),
      async verify() {
        verifyLater();
        const { tenantId } = readObject(database);
        const sent = await Promise.allSettled(
          [...registry.subscriptionByName.keys()].map((subscription) =>
            deps.send([{ tenantId, subscription, events: [] }]),
          ),
        );
        if (sent.some(({ status }) => status === "rejected")) schedules.arm("verify", now() + verifyAgainMs);
      },
      ...trimJobs(deps, schedules, limits, reactions, relay),
    },
    ...createReports(deps, schedules, limits, relay, notifyAll),
  };
}

function trimJobs(
  { storage, registry, now, failed }: DeliveryDeps,
  schedules: Schedules,
  limits: LogLimits,
  reactions: Reactions,
  { positionOf }: Relay,
) {
  const { database } = storage;
  return {
    async trim() {
      let skipped = 0;
      const beforeTrim = (through: number) => {
        skipped = reactions.beforeTrim(through);
      };
      const next = storage.transaction(() =>
        trimLog(database, limits, positionOf(readModelName), now(), beforeTrim),
      );
      if (next !== null) schedules.arm("trim", next);
      if (skipped > 0) failed("reactions", new Error(`${skipped} events were trimmed unseen`));
    },
    async "trim-audit-log"() {
      const followed = auditPosition(database, registry.subscriptionByName.values(), positionOf);
      const next = storage.transaction(() => removeOldEntries(database, now(), followed));
      if (next !== null) schedules.arm("trim-audit-log", Math.max(next, now() + batchPauseMs));
    },
  };
}

/** The lowest position of all subscriptions to the audit log; its head if there is none. */
function auditPosition(
  database: DeliveryDeps["storage"]["database"],
  subscriptions: Iterable<Subscription>,
  positionOf: (name: string) => number,
): number {
  const following = [...subscriptions].filter(({ follows }) => follows === "audit-log");
  const { auditHead } = readObject(database);
  return Math.min(auditHead, ...following.map(({ name }) => positionOf(name)));
}
