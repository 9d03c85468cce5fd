import type { TenantCore } from "../../../../durable-objects/core.ts";
import type { TenantLog } from "../../../../src/projection/projector.ts";

/** Calls an object through a transport. */
export type Ask = <Answer>(method: string, ask: (core: TenantCore) => Answer) => Promise<Answer>;

/** An object's log as its subscriptions call it. Arguments and results are plain data. */
export function logThrough(ask: Ask, beginEpoch: (above: number) => Promise<unknown>): TenantLog {
  return {
    eventsAfter: (seq, limit) => ask("eventsAfter", (core) => core.eventsAfter(seq, limit)),
    auditLogAfter: (seq, limit) => ask("auditLogAfter", (core) => core.auditLogAfter(seq, limit)),
    acknowledge: (name, epoch, seq) => ask("acknowledge", (core) => core.acknowledge(name, epoch, seq)),
    failed: (attempt) => ask("failed", (core) => core.failed(attempt)),
    parked: (name, event) => ask("parked", (core) => core.parked(name, event)),
    claimTasks: (name, limit) => ask("claimTasks", (core) => core.claimTasks(name, limit)),
    settleTasks: (name, reports, more) => ask("settleTasks", (core) => core.settleTasks(name, reports, more)),
    acknowledgedPosition: (name) => ask("acknowledgedPosition", (core) => core.acknowledgedPosition(name)),
    movedBack: (name, { epoch, seq }) => ask("movedBack", (core) => core.movedBack(name, epoch, seq)),
    needsRebuild: (name, reason, epoch) =>
      ask("needsRebuild", (core) => core.needsRebuild(name, reason, epoch)),
    outdated: (name) => ask("outdated", (core) => core.outdated(name)),
    async aheadOfLog(name, { epoch, seq }) {
      await ask("aheadOfLog", (core) => core.aheadOfLog(name, epoch, seq));
      await beginEpoch(epoch);
    },
    rebuild: () => ask("rebuild", (core) => core.rebuild()),
    snapshotsAfter: (id, after) => ask("snapshotsAfter", (core) => core.snapshotsAfter(id, after)),
    rebuildProgressed: (id, count) => ask("rebuildProgressed", (core) => core.rebuildProgressed(id, count)),
    rebuildCompleted: (id, count) => ask("rebuildCompleted", (core) => core.rebuildCompleted(id, count)),
    rebuildFailed: (id, error) => ask("rebuildFailed", (core) => core.rebuildFailed(id, error)),
    snapshot: (type, id) => ask("snapshot", (core) => core.snapshot(type, id)),
  };
}
