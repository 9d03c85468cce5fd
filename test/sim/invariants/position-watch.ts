import { readModelName } from "../../../src/kernel/delivery/subscription.ts";
import { Broken } from "../violation.ts";
import type { Sqlite } from "../world/database/sqlite.ts";
import type { Host } from "../world/object/host.ts";
import type { World } from "../world/world.ts";
import type { Known, LogWatch } from "./log-watch.ts";

/** Observes the position of each subscription in each tenant's log or audit log. */
export interface PositionWatch {
  /** Checks the read model after a write. */
  readonly look: () => void;
  /** Checks what an object stores about its subscriptions. */
  readonly lookAtHost: (host: Host) => void;
}

interface Position {
  readonly epoch: number;
  readonly seq: number;
}

export function createPositionWatch(
  { database, hostOf, registry }: World,
  logs: readonly LogWatch[],
): PositionWatch {
  const { sqlite } = database;
  const positionBySubscription = new Map<string, Position>();

  const moved = (tenantId: string, subscription: string, now: Position) => {
    const key = `${tenantId} ${subscription}`;
    const before = positionBySubscription.get(key) ?? { epoch: now.epoch, seq: 0 };
    positionBySubscription.set(key, now);
    const host = hostOf(tenantId);
    // In a new epoch, events are projected again from where the epoch began.
    if (before.epoch !== now.epoch || before.seq === now.seq) return;
    if (now.seq < before.seq)
      throw new Broken("a position never goes back", `${subscription}: from ${before.seq} to ${now.seq}`);
    const log = logs[host.index];
    if (log === undefined || !isOfCurrentEpoch(host, now.epoch)) return;
    checkAhead(log, subscription, now.seq);
    const what = subscription === readModelName ? "events" : "entries";
    const missing = log
      .between(what, before.seq, now.seq)
      .filter((known) => !hadEffect(sqlite, tenantId, subscription, known));
    if (missing.length === 0 || wasRebuiltAt(host, now.seq)) return;
    const seqs = missing.map(({ seq }) => seq).join();
    throw new Broken("no event is skipped", `${subscription}: ${seqs} up to ${now.seq}`);
  };

  return {
    look() {
      const [twice] = sqlite.rows("SELECT seq, times FROM sim_effects WHERE times > 1 LIMIT 1");
      if (twice !== undefined)
        throw new Broken(
          "an event has its effect once",
          `event ${twice.seq} had an effect ${twice.times} times`,
        );
      const [backwards] = sqlite.rows("SELECT row FROM sim_backwards LIMIT 1");
      if (backwards !== undefined) throw new Broken("rows only move forward", String(backwards.row));
      for (const row of sqlite.rows("SELECT tenant_id, subscription, epoch, seq FROM positions"))
        moved(String(row.tenant_id), String(row.subscription), {
          epoch: Number(row.epoch),
          seq: Number(row.seq),
        });
    },
    lookAtHost(host) {
      for (const { name, position } of host.sqlite.rows("SELECT name, position FROM subscriptions")) {
        // A reaction's position is stored in the object only.
        if (!registry.subscriptionByName.has(String(name))) continue;
        const { epoch, seq: seen } = positionBySubscription.get(`${host.tenantId} ${name}`) ?? nowhere;
        // It may have heard of a former life's events. The rebuild for the new epoch passes them.
        if (epoch !== 0 && (!isOfCurrentEpoch(host, epoch) || isEnteringEpoch(host))) continue;
        if (Number(position) > seen)
          throw new Broken(
            "an acknowledgement is never ahead of the read model",
            `${name}: ${position} of ${seen}`,
          );
      }
    },
  };
}

const nowhere: Position = { epoch: 0, seq: 0 };

/** Whether the rebuild for a new epoch is under way. */
function isEnteringEpoch({ sqlite }: Host): boolean {
  return sqlite.rows("SELECT 1 FROM rebuild_work WHERE task ->> '$.reason' = 'epoch'").length > 0;
}

/** Whether an epoch is the object's current one, and no restore is still unannounced. */
function isOfCurrentEpoch(host: Host, epoch: number): boolean {
  const [self] = host.sqlite.rows("SELECT epoch FROM object");
  return Number(self?.epoch) === epoch && !host.isPutBack();
}

function checkAhead(log: LogWatch, subscription: string, seq: number): void {
  const head = subscription === readModelName ? log.head() : log.auditHead();
  if (seq > head)
    throw new Broken("a position is never ahead of the log", `${subscription}: ${seq} of ${head}`);
}

/** Dead letters count as effects: they block nothing and are replayed later. */
function hadEffect(
  sqlite: Sqlite,
  tenantId: string,
  subscription: string,
  { id, epoch, seq }: Known,
): boolean {
  const effects =
    subscription === readModelName
      ? sqlite.rows("SELECT 1 FROM sim_effects WHERE tenant_id = ?1 AND id = ?2", tenantId, id)
      : sqlite.rows(
          "SELECT 1 FROM audit WHERE tenant_id = ?1 AND epoch = ?2 AND seq = ?3",
          tenantId,
          epoch,
          seq,
        );
  if (effects.length > 0) return true;
  const deadLetters = sqlite.rows(
    "SELECT 1 FROM dead_letters WHERE tenant_id = ?1 AND subscription = ?2 AND epoch = ?3 AND seq = ?4",
    tenantId,
    subscription,
    epoch,
    seq,
  );
  return deadLetters.length > 0;
}

/** Whether a rebuild started at this head. When it ends, the position moves there without the events. */
function wasRebuiltAt({ sqlite }: Host, seq: number): boolean {
  return sqlite.rows("SELECT 1 FROM rebuilds WHERE head = ?1", seq).length > 0;
}
