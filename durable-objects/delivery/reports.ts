import { readModelName } from "../../src/kernel/delivery/subscription.ts";
import { readObject } from "../storage/object-row.ts";
import type { Schedules } from "../storage/schedules.ts";
import { createWaiters } from "../waiting/waiters.ts";
import { countAttempt, type FailedAttempt, type Verdict } from "./attempts.ts";
import type { DeliveryDeps } from "./deps.ts";
import type { Relay } from "./relay.ts";
import { markAcknowledged, moveBack, type ParkedEvent, park } from "./subscriptions.ts";
import type { LogLimits } from "./trim.ts";

/** Reports of consumers, and the readers that wait for them. */
export function createReports(
  { storage, now, random }: DeliveryDeps,
  schedules: Schedules,
  limits: LogLimits,
  relay: Relay,
  notifyAll: () => void,
) {
  const { database } = storage;
  const waiters = createWaiters(now);
  return {
    acknowledge(name: string, epoch: number, seq: number): void {
      const subscription = relay.find(name);
      if (subscription === undefined || epoch !== readObject(database).epoch) return;
      const head = relay.endOf(subscription);
      if (seq > head) return;
      const moved = storage.transaction(() => markAcknowledged(database, name, seq));
      if (name === readModelName) waiters.reached(seq);
      if (!moved) return;
      if (readObject(database).logBytes > limits.retainedBytes) schedules.arm("trim", now());
      if (seq < head) notifyAll();
    },
    acknowledgedPosition(name: string): { readonly epoch: number; readonly seq: number } | null {
      const subscription = relay.find(name);
      return subscription === undefined
        ? null
        : { epoch: readObject(database).epoch, seq: subscription.position };
    },
    /** The read model was emptied or put back. The subscription is notified until it has caught up again. */
    movedBack(name: string, epoch: number, seq: number): void {
      if (epoch !== 0 && epoch !== readObject(database).epoch) return;
      if (storage.transaction(() => moveBack(database, name, seq))) notifyAll();
    },
    /** An event could not be projected, although the database was available. */
    failed(attempt: FailedAttempt): Verdict {
      const verdict = storage.transaction(() => countAttempt(database, attempt, now(), random));
      schedules.arm("relay", verdict.nextAt);
      return verdict;
    },
    /** The code of a subscription is too old for an event. */
    parked(name: string, event: ParkedEvent): void {
      storage.transaction(() => park(database, name, event));
    },
    /** Resolves once the read model has the seq. False if that takes too long, or too many are waiting. */
    whenProjected: (seq: number, withinMs: number): Promise<boolean> =>
      relay.positionOf(readModelName) >= seq ? Promise.resolve(true) : waiters.wait(seq, withinMs),
  };
}
