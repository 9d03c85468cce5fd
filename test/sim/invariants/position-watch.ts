import { readModelName } from "../../../src/kernel/delivery/subscription.ts";
import { Broken } from "../violation.ts";
import type { Sqlite } from "../world/database/sqlite.ts";
import type { Host } from "../world/object/host.ts";
import type { World } from "../world/world.ts";
import type { Known, LogWatch } from "./log-watch.ts";

/** Where each follower has been seen to be in each tenant's log or journal. */
export interface PositionWatch {
  /** Looks at the read model after something was written to it. */
  readonly look: () => void;
  /** Looks at what an object holds of its followers. */
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
    // In another life of the object, events have to be projected anew from where it began.
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
    throw new Broken("no event is passed over", `${subscription}: ${seqs} up to ${now.seq}`);
  };

  return {
    look() {
      const [twice] = sqlite.rows("SELECT seq, times FROM sim_effects WHERE times > 1 LIMIT 1");
      if (twice !== undefined)
        throw new Broken("an event has its effect once", `event ${twice.seq} had it ${twice.times} times`);
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
        // A reaction's position is the object's own.
        if (!registry.subscriptionByName.has(String(name))) continue;
        const seen = positionBySubscription.get(`${host.tenantId} ${name}`)?.seq ?? 0;
        if (Number(position) > seen)
          throw new Broken(
            "an acknowledgement is never ahead of the read model",
            `${name}: ${position} of ${seen}`,
          );
      }
    },
  };
}

/** Whether a life of the object is the one it is in, and whoever restored it has had their say. */
function isOfCurrentEpoch(host: Host, epoch: number): boolean {
  const [self] = host.sqlite.rows("SELECT epoch FROM object");
  return Number(self?.epoch) === epoch && !host.isPutBack();
}

function checkAhead(log: LogWatch, subscription: string, seq: number): void {
  const head = subscription === readModelName ? log.head() : log.auditHead();
  if (seq > head)
    throw new Broken("a position is never ahead of the log", `${subscription}: ${seq} of ${head}`);
}

/** What was set aside counts: it is in nobody's way, and somebody will look after it. */
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

/** Whether a rebuild began where the log then ended: with its end the position is there, without the events. */
function wasRebuiltAt({ sqlite }: Host, seq: number): boolean {
  return sqlite.rows("SELECT 1 FROM rebuilds WHERE head = ?1", seq).length > 0;
}
