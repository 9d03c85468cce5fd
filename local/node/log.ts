import type { TenantCore } from "../../durable-objects/core.ts";
import type { TenantLog } from "../../src/projection/projector.ts";

/** An object as its followers call it. Between objects everything crosses as plain data; an unknown one answers nothing. */
export function logOf(core: () => TenantCore | undefined): TenantLog {
  const call = async <Answer>(ask: (known: TenantCore) => Answer): Promise<Answer | null> => {
    const known = core();
    return known === undefined ? null : structuredClone(ask(known));
  };
  const tell = async (say: (known: TenantCore) => void): Promise<void> => {
    const known = core();
    if (known !== undefined) say(known);
  };
  return {
    eventsAfter: (seq, limit) => call((known) => known.eventsAfter(seq, limit)),
    auditLogAfter: (seq, limit) => call((known) => known.auditLogAfter(seq, limit)),
    acknowledge: (subscription, epoch, seq) => tell((known) => known.acknowledge(subscription, epoch, seq)),
    failed: (attempt) => call((known) => known.failed(attempt)),
    parked: (subscription, event) => tell((known) => known.parked(subscription, event)),
    claimTasks: (subscription, limit) => call((known) => known.claimTasks(subscription, limit)),
    settleTask: (subscription, eventId, claim, outcome, more) =>
      call((known) => known.settleTask(subscription, eventId, claim, outcome, more)),
    needsRebuild: (subscription, reason) => tell((known) => known.needsRebuild(subscription, reason)),
    aheadOfLog: (subscription, { epoch, seq }) => tell((known) => known.aheadOfLog(subscription, epoch, seq)),
    rebuild: () => call((known) => known.rebuild()),
    snapshotsAfter: (id, after) => call((known) => known.snapshotsAfter(id, after)),
    rebuildProgressed: (id, aggregates) => tell((known) => known.rebuildProgressed(id, aggregates)),
    rebuildCompleted: (id, aggregates) => tell((known) => known.rebuildCompleted(id, aggregates)),
    rebuildFailed: (id, error) => tell((known) => known.rebuildFailed(id, error)),
    snapshot: (type, id) => call((known) => known.snapshot(type, id)),
  };
}
