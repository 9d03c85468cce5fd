import type { Envelope } from "../src/kernel/event.ts";
import type { Random } from "../src/kernel/id.ts";
import { type Doorbell, packDoorbells } from "./doorbell.ts";
import type { Subscription } from "./subscriptions.ts";

/** What the relay works with; nothing here knows the platform. */
export interface OutboxDeps {
  readonly tenantId: () => string;
  readonly head: () => number;
  readonly subscriptions: () => readonly Subscription[];
  readonly readEvents: (after: number, limit: number) => readonly Envelope[];
  readonly markRung: (name: string, ring: { through: number; at: number; unanswered: number }) => void;
  readonly send: (doorbells: readonly Doorbell[]) => Promise<void>;
  /** Calls the projector directly, past the queue. */
  readonly wake: (subscription: string) => Promise<void>;
  /** Asks to be called again no later than at this instant. */
  readonly schedule: (at: number) => void;
  readonly now: () => number;
  readonly random: Random;
  readonly report: (relay: RelayReport) => void;
}

export interface RelayReport {
  readonly subscription: string;
  readonly way: "queue" | "direct";
  readonly position: number;
  readonly head: number;
  readonly unanswered: number;
  readonly messages: number;
  readonly error?: string | undefined;
}

/** Unacknowledged events in flight at most; the rest waits in the log. */
export const windowSize = 1_000;
/** How long a ring may stay unanswered before the next one. */
export const ringTimeoutMs = 1_500;
/** After so many unanswered rings the queue is not trusted to be there. */
const ringsBeforeWake = 2;
const longestPauseMs = 60_000;

export interface Outbox {
  /** Rings for every follower that is behind and was not rung lately. Never throws. */
  relay(): Promise<void>;
}

export function createOutbox(deps: OutboxDeps): Outbox {
  let running: Promise<void> | null = null;
  let again = false;
  const once = async () => {
    do {
      again = false;
      for (const subscription of deps.subscriptions()) await ringIfDue(deps, subscription);
    } while (again);
  };
  return {
    relay() {
      // Commits during a relay are picked up by it: the flag makes it look once more.
      again = true;
      running ??= once().finally(() => {
        running = null;
      });
      return running;
    },
  };
}

async function ringIfDue(deps: OutboxDeps, subscription: Subscription): Promise<void> {
  const head = deps.head();
  if (subscription.position >= head) return;
  const now = deps.now();
  const outstanding = subscription.rungThrough > subscription.position;
  const dueAt = subscription.rungAt + pauseAfter(subscription.unanswered, deps.random);
  if (outstanding && now < dueAt) return deps.schedule(dueAt);

  const unanswered = outstanding ? subscription.unanswered + 1 : subscription.unanswered;
  const through = Math.min(head, subscription.position + windowSize);
  deps.markRung(subscription.name, { through, at: now, unanswered });
  deps.schedule(now + pauseAfter(unanswered, deps.random));
  const direct = unanswered >= ringsBeforeWake;
  const report = { subscription: subscription.name, position: subscription.position, head, unanswered };
  try {
    const messages = direct ? await wake(deps, subscription) : await ring(deps, subscription);
    deps.report({ ...report, way: direct ? "direct" : "queue", messages });
  } catch (error) {
    // The ring stays unanswered, so the schedule brings the next one.
    const reason = error instanceof Error ? error.message : String(error);
    deps.report({ ...report, way: direct ? "direct" : "queue", messages: 0, error: reason });
  }
}

async function ring(deps: OutboxDeps, subscription: Subscription): Promise<number> {
  const run = deps.readEvents(subscription.position, windowSize);
  const doorbells = packDoorbells({ tenantId: deps.tenantId(), subscription: subscription.name }, run);
  await deps.send(doorbells);
  return doorbells.length;
}

async function wake(deps: OutboxDeps, subscription: Subscription): Promise<number> {
  await deps.wake(subscription.name);
  return 0;
}

/** The first rings come quickly, later ones ever slower, none of them in step with other tenants'. */
export function pauseAfter(unanswered: number, random: Random): number {
  const doubled = ringTimeoutMs * 2 ** Math.max(0, unanswered - ringsBeforeWake);
  return Math.round(Math.min(doubled, longestPauseMs) * (0.9 + 0.2 * random()));
}
