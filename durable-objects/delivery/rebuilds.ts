import { eq } from "drizzle-orm";
import { isWithin } from "../../src/kernel/clock.ts";
import type {
  RebuildReason,
  RebuildTask,
  SnapshotCursor,
  SnapshotPage,
} from "../../src/kernel/delivery/rebuild.ts";
import type { SystemCommands } from "../../src/kernel/delivery/system-commands.ts";
import { prepared } from "../../src/kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import type { Envelope } from "../../src/kernel/write/event.ts";
import { readObject } from "../storage/object-row.ts";
import { rebuildWork } from "../storage/tables.ts";
import type { DeliveryDeps } from "./deps.ts";
import type { Notification } from "./notification.ts";
import { longestPauseMs, pauseAfter } from "./outbox.ts";
import { readSnapshots, snapshotOf } from "./snapshots.ts";
import { clearPending } from "./subscriptions.ts";

/** The running rebuild and its notification. */
interface Work {
  readonly task: RebuildTask;
  readonly notifiedAt: number;
  readonly pending: number;
}

/** After this many pending notifications, the object bypasses the queue. */
const notificationsBeforeWake = 2;
/** A rebuild that fails is retried at this interval until an operator acts. */
const failedPauseMs = 60_000;

/** After a failure, and with jitter. */
const longestWaitMs = failedPauseMs + 2 * longestPauseMs;

/** What rebuilds need from the object. */
interface RebuildDeps
  extends Pick<DeliveryDeps, "storage" | "registry" | "send" | "wake" | "now" | "random"> {
  readonly tenantId: () => string;
  readonly schedule: (at: number) => void;
  /** Runs a command as the platform itself. */
  readonly command: (name: string, input: unknown) => void;
}

/** Tracks rebuilds and replays, and sends notifications until they are done. */
export function createRebuilds(deps: RebuildDeps) {
  const { registry, now, random, command } = deps;
  const { database } = deps.storage;
  const pages = { database, registry, now, random };
  const send = (purpose: keyof SystemCommands, input: unknown): void => {
    const target = registry.systemCommands[purpose];
    if (target !== undefined) command(target.name, input);
  };
  return {
    notify: () => notifyOfRebuild({ ...deps, database }),
    isOpen: () => readWork(database) !== null,
    calls: {
      /** The running rebuild or replay, or null. */
      rebuild: (): RebuildTask | null => readWork(database)?.task ?? null,
      snapshotsAfter(rebuildId: string, after: SnapshotCursor | null): SnapshotPage | null {
        const task = readWork(database)?.task;
        return task?.id === rebuildId ? readSnapshots(pages, task, after) : null;
      },
      snapshot: (type: string, id: string): Envelope | null => snapshotOf(pages, type, id),
      needsRebuild(subscription: string, reason: Exclude<RebuildReason, "requested">, epoch: number): void {
        // It comes late: the epoch that has begun since has a rebuild of its own.
        if (epoch < readObject(database).epoch) return;
        const whole = { kind: "rebuild", view: null, fromSeq: null };
        send("requestRebuild", { ...whole, subscription, reason });
      },
      /** Older code has projected. If a rebuild runs already, the next notification reports it again. */
      outdated(subscription: string): void {
        if (readWork(database) !== null) return;
        const whole = { kind: "rebuild", view: null, fromSeq: null };
        send("requestRebuild", { ...whole, subscription, reason: "requested" });
      },
      rebuildProgressed(id: string, aggregates: number): void {
        database.update(rebuildWork).set({ notifiedAt: 0, pending: 0, error: null }).run();
        send("progressRebuild", { id, aggregates });
      },
      rebuildCompleted(id: string, aggregates: number): void {
        const task = readWork(database)?.task;
        // The subscription may have waited for it. The next notification need not wait.
        if (task?.id === id) clearPending(database, task.subscription);
        send("completeRebuild", { id, aggregates });
      },
      /** It met something that cannot be projected. It is retried now and then until an operator acts. */
      rebuildFailed(id: string, error: string): void {
        const notifiedAt = now() + failedPauseMs;
        database
          .update(rebuildWork)
          .set({ notifiedAt, pending: 0, error })
          .where(eq(rebuildWork.id, id))
          .run();
        deps.schedule(notifiedAt);
      },
    },
  };
}

function readWork(database: TenantDatabase): Work | null {
  const row = workQuery(database).get();
  return row === undefined ? null : { ...row, task: JSON.parse(row.task) };
}

const workQuery = prepared((database) => database.select().from(rebuildWork).prepare());

/** Notifies a rebuild's worker like a subscription: through the queue first, then directly. Never throws. */
async function notifyOfRebuild(deps: RebuildDeps & { readonly database: TenantDatabase }): Promise<void> {
  const { database, now, random } = deps;
  const work = readWork(database);
  if (work === null) return;
  const dueAt = work.notifiedAt === 0 ? 0 : work.notifiedAt + pauseAfter(work.pending, random);
  if (isWithin(dueAt, now(), longestWaitMs)) return deps.schedule(dueAt);
  const pending = work.notifiedAt === 0 ? 0 : work.pending + 1;
  database.update(rebuildWork).set({ notifiedAt: now(), pending }).run();
  deps.schedule(now() + pauseAfter(pending, random));
  const { subscription } = work.task;
  const notification: Notification = { tenantId: deps.tenantId(), subscription, events: [], rebuild: true };
  try {
    if (pending >= notificationsBeforeWake) await deps.wake(subscription, true);
    else await deps.send([notification]);
  } catch {
    // The notification stays pending, so the schedule sends the next one.
  }
}
