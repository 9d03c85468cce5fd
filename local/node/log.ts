import type { TenantCore } from "../../durable-objects/core.ts";
import type { TenantLog } from "../../src/projection/projector.ts";

/**
 * A tenant's log on top of an object in the same process. Results are cloned, as they are between real
 * objects. If the object doesn't exist, calls return null.
 */
export function logOf(core: () => TenantCore | undefined): TenantLog {
  const call = async <Answer>(method: (known: TenantCore) => Answer): Promise<Answer | null> => {
    const known = core();
    return known === undefined ? null : structuredClone(method(known));
  };
  const send = async (method: (known: TenantCore) => void): Promise<void> => {
    const known = core();
    if (known !== undefined) method(known);
  };
  return {
    eventsAfter: (seq, limit) => call((known) => known.eventsAfter(seq, limit)),
    auditLogAfter: (seq, limit) => call((known) => known.auditLogAfter(seq, limit)),
    acknowledge: (subscription, epoch, seq) => send((known) => known.acknowledge(subscription, epoch, seq)),
    acknowledgedPosition: (subscription) => call((known) => known.acknowledgedPosition(subscription)),
    movedBack: (subscription, { epoch, seq }) => send((known) => known.movedBack(subscription, epoch, seq)),
    failed: (attempt) => call((known) => known.failed(attempt)),
    parked: (subscription, event) => send((known) => known.parked(subscription, event)),
    claimTasks: (subscription, limit) => call((known) => known.claimTasks(subscription, limit)),
    settleTasks: (subscription, reports, more) =>
      call((known) => known.settleTasks(subscription, reports, more)),
    needsRebuild: (subscription, reason, epoch) =>
      send((known) => known.needsRebuild(subscription, reason, epoch)),
    outdated: (subscription) => send((known) => known.outdated(subscription)),
    aheadOfLog: (subscription, { epoch, seq }) => send((known) => known.aheadOfLog(subscription, epoch, seq)),
    rebuild: () => call((known) => known.rebuild()),
    snapshotsAfter: (id, after) => call((known) => known.snapshotsAfter(id, after)),
    rebuildProgressed: (id, aggregates) => send((known) => known.rebuildProgressed(id, aggregates)),
    rebuildCompleted: (id, aggregates) => send((known) => known.rebuildCompleted(id, aggregates)),
    rebuildFailed: (id, error) => send((known) => known.rebuildFailed(id, error)),
    snapshot: (type, id) => call((known) => known.snapshot(type, id)),
  };
}
