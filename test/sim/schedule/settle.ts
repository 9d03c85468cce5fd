import type { Simulation } from "../simulation.ts";
import { Broken } from "../violation.ts";
import type { World } from "../world/world.ts";
import type { Action } from "./action.ts";
import { nextDueAt } from "./choose.ts";

/** More than the longest backlog ever took: whoever needs more goes round in circles. */
const mostSteps = 3_000;

/**
 * The faults stop and time passes, until every follower has all there is. Nobody decides anything any more: calls arrive
 * in their order, alarms go off in time. Answers how many steps that took.
 */
export async function settle(
  simulation: Simulation,
  told: (action: Action, outcome: string | null) => void,
): Promise<number> {
  const { world } = simulation;
  mend(world);
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const action = nextAction(world);
    if (action === null) return steps;
    told(action, await simulation.step(action));
  }
  throw new Broken("everything comes to rest", `not within ${mostSteps} steps: ${standOf(world)}`);
}

function mend({ faults, isolates }: World): void {
  for (const isolate of isolates) isolate.die("newest");

  faults.databaseDownUntil = 0;
  faults.databaseSlowUntil = 0;
  faults.queueDownUntil = 0;
  faults.partitionedUntil.fill(0);
}

/** The oldest call, else the oldest message, else whatever is due next; null where everybody has everything. */
function nextAction(world: World): Action | null {
  const { network, queue, hosts, clock } = world;
  const [call] = network.calls.filter(({ phase }) => phase !== "working");
  if (call !== undefined)
    return { do: call.phase === "going" ? "arrive" : "come back", call: call.label, nth: 0, crash: null };
  if (queue.visible().length > 0) return { do: "deliver", isolate: 0, which: [0] };
  const putBack = hosts.find((host) => host.isPutBack());
  if (putBack !== undefined) return { do: "begin life", object: putBack.index };
  if (hosts.every(isUpToDate)) return openDeadLetter(world);
  const due = hosts.find(
    (host) => !host.alarmRuns() && (host.alarmAt() ?? Number.POSITIVE_INFINITY) <= clock.now(),
  );
  if (due !== undefined) return { do: "alarm", object: due.index, crash: null };
  const next = nextDueAt(world);
  if (!Number.isFinite(next))
    throw new Broken("the read model is the write model", `nobody is coming any more: ${standOf(world)}`);
  return { do: "wait", ms: next - clock.now() };
}

/** Somebody looks after what was set aside. */
function openDeadLetter({ database, hosts }: World): Action | null {
  const [deadLetter] = database.sqlite.rows(
    "SELECT tenant_id FROM dead_letters WHERE status = 'open' LIMIT 1",
  );
  const object = hosts.findIndex(({ tenantId }) => tenantId === deadLetter?.tenant_id);
  return object === -1 ? null : { do: "replay letter", object, nth: 0 };
}

function isUpToDate({ sqlite }: World["hosts"][number]): boolean {
  const [behind] = sqlite.rows(`SELECT 1 AS behind FROM subscriptions, object
WHERE position < CASE name WHEN 'audit' THEN audit_head ELSE head END
UNION ALL SELECT 1 FROM rebuild_work`);
  return behind === undefined;
}

function standOf({ hosts }: World): string {
  return hosts
    .map(({ index, sqlite }) => {
      const [object] = sqlite.rows("SELECT head, audit_head FROM object");
      const subscriptions = sqlite.rows("SELECT name, position FROM subscriptions");
      return `object ${index} ${JSON.stringify(object)} ${JSON.stringify(subscriptions)}`;
    })
    .join("; ");
}
