import { eq } from "drizzle-orm";
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
import { rebuildWork } from "../storage/tables.ts";
import type { DeliveryDeps } from "./deps.ts";
import type { Notification } from "./notification.ts";
import { pauseAfter } from "./outbox.ts";
import { readSnapshots, snapshotOf } from "./snapshots.ts";
import { clearPending } from "./subscriptions.ts";

/** The rebuild that is under way, with its ring. */
interface Work {
  readonly task: RebuildTask;
  readonly notifiedAt: number;
  readonly pending: number;
}

/** After so many unanswered rings the queue is not trusted to be there. */
const notificationsBeforeWake = 2;
/** One that fails by itself waits for somebody to look: it is tried now and then. */
const failedPauseMs = 60_000;

/** What rebuilds need of the object around them. */
interface RebuildDeps
  extends Pick<DeliveryDeps, "storage" | "registry" | "send" | "wake" | "now" | "random"> {
  readonly tenantId: () => string;
  readonly schedule: (at: number) => void;
  /** Runs a command on behalf of the platform itself. */
  readonly command: (name: string, input: unknown) => void;
}

/** Keeps the books on what is made anew, and rings for it until it is done. */
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
      /** The rebuild or replay that is under way; null for none. */
      rebuild: (): RebuildTask | null => readWork(database)?.task ?? null,
      snapshotsAfter(rebuildId: string, after: SnapshotCursor | null): SnapshotPage | null {
        const task = readWork(database)?.task;
        return task?.id === rebuildId ? readSnapshots(pages, task, after) : null;
      },
      snapshot: (type: string, id: string): Envelope | null => snapshotOf(pages, type, id),
      needsRebuild(subscription: string, reason: Exclude<RebuildReason, "requested">): void {
        const whole = { kind: "rebuild", view: null, fromSeq: null };
        send("requestRebuild", { ...whole, subscription, reason });
      },
      rebuildProgressed(id: string, aggregates: number): void {
        database.update(rebuildWork).set({ notifiedAt: 0, pending: 0, error: null }).run();
        send("progressRebuild", { id, aggregates });
      },
      rebuildCompleted(id: string, aggregates: number): void {
        const task = readWork(database)?.task;
        // Its follower may have waited for it: the next ring need not.
        if (task?.id === id) clearPending(database, task.subscription);
        send("completeRebuild", { id, aggregates });
      },
      /** It came to something that cannot be projected, and waits for somebody to look: it is tried now and then. */
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

/** Rings for a rebuild as for a follower: until it is answered, by the queue first and then directly. Never throws. */
async function notifyOfRebuild(deps: RebuildDeps & { readonly database: TenantDatabase }): Promise<void> {
  const { database, now, random } = deps;
  const work = readWork(database);
  if (work === null) return;
  const dueAt = work.notifiedAt === 0 ? 0 : work.notifiedAt + pauseAfter(work.pending, random);
  if (now() < dueAt) return deps.schedule(dueAt);
  const pending = work.notifiedAt === 0 ? 0 : work.pending + 1;
  database.update(rebuildWork).set({ notifiedAt: now(), pending }).run();
  deps.schedule(now() + pauseAfter(pending, random));
  const { subscription } = work.task;
  const notification: Notification = { tenantId: deps.tenantId(), subscription, events: [], rebuild: true };
  try {
    if (pending >= notificationsBeforeWake) await deps.wake(subscription, true);
    else await deps.send([notification]);
  } catch {
    // The ring stays unanswered, so the schedule brings the next one.
  }
}
