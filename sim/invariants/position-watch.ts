import { Broken } from "../violation.ts";
import type { Host } from "../world/host.ts";
import type { Database } from "../world/read-model.ts";

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

/** Where each follower's effects can be counted, one row per event or entry. */
const effectsOf: Readonly<Record<string, string>> = { "read-model": "sim_effects", audit: "audit" };

export function createPositionWatch(
  database: Database,
  headOf: (tenantId: string, subscription: string) => number,
  /** Whether a rebuild began where the log then ended: with its end the position is there, without the events. */
  wasRebuiltAt: (tenantId: string, seq: number) => boolean,
): PositionWatch {
  const { sqlite } = database;
  const positionByFollower = new Map<string, Position>();

  const moved = (tenantId: string, subscription: string, { epoch, seq }: Position) => {
    const follower = `${tenantId} ${subscription}`;
    const before = positionByFollower.get(follower) ?? { epoch, seq: 0 };
    if (before.epoch === epoch && before.seq === seq) return;
    const head = headOf(tenantId, subscription);
    if (seq > head)
      throw new Broken("a position is never ahead of the log", `${subscription}: ${seq} of ${head}`);
    if (before.epoch === epoch && seq < before.seq)
      throw new Broken("a position never goes back", `${subscription}: from ${before.seq} to ${seq}`);
    const after = before.epoch === epoch ? before.seq : 0;
    const [had] = sqlite.rows(
      `SELECT (SELECT count(*) FROM ${effectsOf[subscription]}
  WHERE tenant_id = ?1 AND epoch = ?2 AND seq > ?3 AND seq <= ?4)
+ (SELECT count(*) FROM dead_letters
  WHERE tenant_id = ?1 AND subscription = ?5 AND epoch = ?2 AND seq > ?3 AND seq <= ?4) AS effects`,
      tenantId,
      epoch,
      after,
      seq,
      subscription,
    );
    if (Number(had?.effects) !== seq - after && !wasRebuiltAt(tenantId, seq))
      throw new Broken("no event is passed over", `${subscription}: ${had?.effects} from ${after} to ${seq}`);
    positionByFollower.set(follower, { epoch, seq });
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
        const seen = positionByFollower.get(`${host.tenantId} ${name}`)?.seq ?? 0;
        if (Number(position) > seen)
          throw new Broken(
            "an acknowledgement is never ahead of the read model",
            `${name}: ${position} of ${seen}`,
          );
      }
    },
  };
}
