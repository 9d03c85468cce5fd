import type { Random } from "../../src/kernel/values/id.ts";
import type { Envelope } from "../../src/kernel/write/event.ts";
import { type Notification, packNotifications } from "./notification.ts";
import type { SubscriptionState } from "./subscriptions.ts";

/** A subscription, and from when on somebody should come for it; null for not at all. */
export interface WaitingSubscription extends SubscriptionState {
  readonly wantedAt: number | null;
}

/** What the relay works with; nothing here knows the platform. */
export interface OutboxDeps {
  readonly tenantId: () => string;
  /** Where what it follows ends. */
  readonly headOf: (subscription: SubscriptionState) => number;
  readonly subscriptions: () => readonly WaitingSubscription[];
  /** What a ring may carry; nothing for a follower that pulls all it needs. */
  readonly carriedBy: (subscription: SubscriptionState, limit: number) => readonly Envelope[];
  readonly markNotified: (name: string, notify: { through: number; at: number; pending: number }) => void;
  readonly send: (notifications: readonly Notification[]) => Promise<void>;
  /** Calls the projector directly, past the queue. */
  readonly wake: (subscription: string, rebuild: boolean) => Promise<void>;
  /** Asks to be called again no later than at this instant. */
  readonly schedule: (at: number) => void;
  /** Goes on while the relay does something else. */
  readonly background: (work: Promise<void>) => void;
  readonly now: () => number;
  readonly random: Random;
  readonly report: (relay: RelayReport) => void;
}

export interface RelayReport {
  readonly subscription: string;
  readonly way: "queue" | "direct";
  readonly position: number;
  readonly head: number;
  readonly pending: number;
  readonly messages: number;
  readonly error?: string | undefined;
}

/** Unacknowledged events in flight at most; the rest waits in the log. */
export const windowSize = 1_000;
/** How long a ring may stay unanswered before the next one. */
export const notificationTimeoutMs = 1_500;
/** After so many unanswered rings the queue is not trusted to be there. */
const notificationsBeforeWake = 2;
const longestPauseMs = 60_000;
/** The journal gets an entry with every command: its follower is rung for all of a second at once. */
const auditPaceMs = 1_000;
/** A worker takes on all that is there. One worker for each event would cost several calls apiece. */
const reactionPaceMs = 500;
/** Newer code may run elsewhere already, so a parked follower is still asked now and then. */
const parkedPauseMs = 60_000;

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
      for (const subscription of deps.subscriptions()) await notifyIfDue(deps, subscription);
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

async function notifyIfDue(deps: OutboxDeps, subscription: WaitingSubscription): Promise<void> {
  const { wantedAt } = subscription;
  if (wantedAt === null) return;
  const head = deps.headOf(subscription);
  const now = deps.now();
  const dueAt = Math.max(wantedAt, patienceOf(subscription, deps.random));
  if (now < dueAt) return deps.schedule(dueAt);

  const pending = isOutstanding(subscription) ? subscription.pending + 1 : subscription.pending;
  // A reaction may have work left of events that its position is past.
  const through = subscription.isReaction
    ? Math.max(head, subscription.position + 1)
    : Math.min(head, subscription.position + windowSize);
  deps.markNotified(subscription.name, { through, at: now, pending });
  deps.schedule(now + pauseAfter(pending, deps.random));
  const direct = pending >= notificationsBeforeWake;
  const report = { subscription: subscription.name, position: subscription.position, head, pending };
  try {
    const messages = direct ? await wake(deps, subscription) : await notify(deps, subscription);
    deps.report({ ...report, way: direct ? "direct" : "queue", messages });
  } catch (error) {
    // The ring stays unanswered, so the schedule brings the next one.
    const reason = error instanceof Error ? error.message : String(error);
    deps.report({ ...report, way: direct ? "direct" : "queue", messages: 0, error: reason });
  }
}

/** The latest of all that asks for patience. */
function patienceOf(subscription: SubscriptionState, random: Random): number {
  const { notifiedAt, pending, parkedAt, follows, isReaction } = subscription;
  return Math.max(
    isOutstanding(subscription) ? notifiedAt + pauseAfter(pending, random) : 0,
    parkedAt === null ? 0 : notifiedAt + parkedPauseMs,
    follows === "audit-log" ? notifiedAt + auditPaceMs : 0,
    isReaction ? notifiedAt + reactionPaceMs : 0,
  );
}

function isOutstanding({ notifiedThrough, position }: SubscriptionState): boolean {
  return notifiedThrough > position;
}

async function notify(deps: OutboxDeps, subscription: SubscriptionState): Promise<number> {
  const run = deps.carriedBy(subscription, windowSize);
  const notifications = packNotifications(
    { tenantId: deps.tenantId(), subscription: subscription.name },
    run,
  );
  await deps.send(notifications);
  return notifications.length;
}

async function wake(deps: OutboxDeps, subscription: SubscriptionState): Promise<number> {
  const woken = deps.wake(subscription.name, false);
  // Nothing else waits for the outside. A wake that failed stays unanswered.
  if (subscription.isReaction) deps.background(woken.catch(() => undefined));
  else await woken;
  return 0;
}

/** The first rings come quickly, later ones ever slower, none of them in step with other tenants'. */
export function pauseAfter(pending: number, random: Random): number {
  const doubled = notificationTimeoutMs * 2 ** Math.max(0, pending - notificationsBeforeWake);
  return Math.round(Math.min(doubled, longestPauseMs) * (0.9 + 0.2 * random()));
}
