import { isWithin, waitUntil } from "../../src/kernel/clock.ts";
import type { Random } from "../../src/kernel/values/id.ts";
import type { Envelope } from "../../src/kernel/write/event.ts";
import { longestPauseOf } from "./attempts.ts";
import { type Notification, packNotifications } from "./notification.ts";
import type { SubscriptionState } from "./subscriptions.ts";

/** A subscription, and when a consumer should start. Null if there is nothing to do. */
export interface WaitingSubscription extends SubscriptionState {
  readonly wantedAt: number | null;
}

/** What the relay needs. It does not know Cloudflare. */
export interface OutboxDeps {
  readonly tenantId: () => string;
  /** The head of the log that it follows. */
  readonly headOf: (subscription: SubscriptionState) => number;
  readonly subscriptions: () => readonly WaitingSubscription[];
  /** The events for a notification; none for a subscription that pulls. */
  readonly carriedBy: (subscription: SubscriptionState, limit: number) => readonly Envelope[];
  readonly markNotified: (name: string, notify: { through: number; at: number; pending: number }) => void;
  readonly send: (notifications: readonly Notification[]) => Promise<void>;
  /** Calls the consumer directly, without the queue. */
  readonly wake: (subscription: string, rebuild: boolean) => Promise<void>;
  /** Schedules the next run of the relay, at the latest. */
  readonly schedule: (at: number) => void;
  /** Runs while the relay continues. */
  readonly background: (work: Promise<void>) => void;
  readonly now: () => number;
  readonly random: Random;
  readonly report: (relay: RelayReport) => void;
}

/** One run of the relay. */
export interface RelayReport {
  readonly durationMs: number;
  /** At least one. */
  readonly notified: readonly Notified[];
}

/** A subscription that was notified, or would have been but for an error. */
export interface Notified {
  readonly subscription: string;
  readonly way: "queue" | "direct";
  readonly position: number;
  readonly head: number;
  /** Notifications that it has left unanswered. */
  readonly pending: number;
  readonly messages: number;
  /** The traces of the events that the messages carry. */
  readonly traceparents: readonly (string | undefined)[];
  readonly error?: unknown;
}

/** The most unacknowledged events in flight. The rest waits in the log. */
export const windowSize = 1_000;
/** How long a notification stays pending before the next one. */
export const notificationTimeoutMs = 1_500;
/** After this many pending notifications, the object bypasses the queue. */
const notificationsBeforeWake = 2;
/** The longest pause between two notifications, before jitter. */
export const longestPauseMs = 60_000;
/** Every command adds an audit entry, so its subscription is notified once a second. */
const auditPaceMs = 1_000;
/** One worker takes all waiting events. A worker per event would cost several calls each. */
const reactionPaceMs = 500;
/** Newer code may already run elsewhere, so a parked subscription is still notified now and then. */
const parkedPauseMs = 60_000;

export interface Outbox {
  /** Notifies every subscription that is behind and was not notified recently. Never throws. */
  relay(): Promise<void>;
  /** When the queue did not accept the last notifications, in milliseconds since 1970. Null if it did. */
  refusedAt(): number | null;
}

export function createOutbox(deps: OutboxDeps): Outbox {
  let running: Promise<void> | null = null;
  let again = false;
  let refusedAt: number | null = null;
  const send = async (notifications: readonly Notification[]) => {
    try {
      await deps.send(notifications);
      refusedAt = null;
    } catch (error) {
      refusedAt = deps.now();
      throw error;
    }
  };
  const once = async () => {
    do {
      again = false;
      const startedAt = deps.now();
      const notified: Notified[] = [];
      for (const subscription of deps.subscriptions()) {
        const one = await notifyIfDue({ ...deps, send }, subscription);
        if (one !== null) notified.push(one);
      }
      if (notified.length > 0) deps.report({ durationMs: Math.max(0, deps.now() - startedAt), notified });
    } while (again);
  };
  return {
    relay() {
      // The flag makes a running relay look again, for commits during its run.
      again = true;
      running ??= once().finally(() => {
        running = null;
      });
      return running;
    },
    refusedAt: () => refusedAt,
  };
}

async function notifyIfDue(deps: OutboxDeps, subscription: WaitingSubscription): Promise<Notified | null> {
  const { wantedAt } = subscription;
  if (wantedAt === null) return null;
  const head = deps.headOf(subscription);
  const now = deps.now();
  // A reaction's own tasks say how long they can wait at most.
  const isSound = subscription.isReaction || isWithin(wantedAt, now, longestPauseOf(undefined));
  const wanted = isSound ? wantedAt : now;
  const dueAt = Math.max(wanted, patienceOf(subscription, deps.random, now));
  if (now < dueAt) {
    deps.schedule(dueAt);
    return null;
  }

  const pending = isOutstanding(subscription) ? subscription.pending + 1 : subscription.pending;
  // A reaction can have open tasks for events before its position.
  const through = subscription.isReaction
    ? Math.max(head, subscription.position + 1)
    : Math.min(head, subscription.position + windowSize);
  deps.markNotified(subscription.name, { through, at: now, pending });
  deps.schedule(now + pauseAfter(pending, deps.random));
  const direct = pending >= notificationsBeforeWake;
  const { name, position } = subscription;
  const way = direct ? ("direct" as const) : ("queue" as const);
  const notified = { subscription: name, position, head, pending, way, messages: 0, traceparents: [] };
  try {
    return { ...notified, ...(await (direct ? wake(deps, subscription) : notify(deps, subscription))) };
  } catch (error) {
    // The notification stays pending, so the schedule sends the next one.
    return { ...notified, error };
  }
}

/** The earliest time for the next notification. */
function patienceOf(subscription: SubscriptionState, random: Random, now: number): number {
  const { notifiedAt, pending, parkedAt, follows, isReaction } = subscription;
  const pauses = [
    isOutstanding(subscription) ? pauseAfter(pending, random) : 0,
    parkedAt === null ? 0 : parkedPauseMs,
    follows === "audit-log" ? auditPaceMs : 0,
    isReaction ? reactionPaceMs : 0,
  ];
  return waitUntil(notifiedAt, Math.max(...pauses), now);
}

function isOutstanding({ notifiedThrough, position }: SubscriptionState): boolean {
  return notifiedThrough > position;
}

type Sent = Pick<Notified, "messages" | "traceparents">;

async function notify(deps: OutboxDeps, subscription: SubscriptionState): Promise<Sent> {
  const run = deps.carriedBy(subscription, windowSize);
  const notifications = packNotifications(
    { tenantId: deps.tenantId(), subscription: subscription.name },
    run,
  );
  await deps.send(notifications);
  return { messages: notifications.length, traceparents: run.map(({ traceparent }) => traceparent) };
}

async function wake(deps: OutboxDeps, subscription: SubscriptionState): Promise<Sent> {
  const woken = deps.wake(subscription.name, false);
  // Nothing else may wait for the outside. A failed wake stays pending.
  if (subscription.isReaction) deps.background(woken.catch(() => undefined));
  else await woken;
  return { messages: 0, traceparents: [] };
}

/** The first notifications come quickly, later ones more slowly, with jitter so that tenants do not run in step. */
export function pauseAfter(pending: number, random: Random): number {
  const doubled = notificationTimeoutMs * 2 ** Math.max(0, pending - notificationsBeforeWake);
  return Math.round(Math.min(doubled, longestPauseMs) * (0.9 + 0.2 * random()));
}
