import type { Simulation } from "../simulation.ts";
import { Broken } from "../violation.ts";
import { farCall } from "../world/faults.ts";
import type { Host } from "../world/object/host.ts";
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
  const before = await settleWithoutFar(simulation, told);
  world.faults.farHangsUntil = 0;
  world.timers.goOn();
  world.outside.mend();
  for (let steps = before; steps < mostSteps; steps += 1) {
    const action = nextAction(world, (host) => isUpToDate(host) && hasReacted(host, everyPlace));
    if (action === null) return steps;
    told(action, await simulation.step(action));
  }
  throw new Broken("everything comes to rest", `not within ${mostSteps} steps: ${standOf(world)}`);
}

/** What waits for the far place waits for ever; everything else comes to rest all the same. */
async function settleWithoutFar(
  simulation: Simulation,
  told: (action: Action, outcome: string | null) => void,
): Promise<number> {
  const { world } = simulation;
  world.faults.farHangsUntil = Number.POSITIVE_INFINITY;
  world.timers.stopAll();
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const action = nextAction(world, (host) => isUpToDate(host) && hasReacted(host, withoutFar));
    if (action === null) return steps;
    told(action, await simulation.step(action));
  }
  throw new Broken("nothing waits for the outside", `not within ${mostSteps} steps: ${standOf(world)}`);
}

const everyPlace = "name NOT IN ('read-model', 'audit')";
const withoutFar = `${everyPlace} AND name NOT LIKE '%/far'`;

function mend({ faults, isolates }: World): void {
  for (const isolate of isolates) isolate.die("newest");

  faults.databaseDownUntil = 0;
  faults.databaseSlowUntil = 0;
  faults.farDownUntil = 0;
  faults.queueDownUntil = 0;
  faults.partitionedUntil.fill(0);
}

/** The oldest call, else the oldest message, else whatever is due next; null where everybody has everything. */
function nextAction(world: World, isDone: (host: Host) => boolean): Action | null {
  const { network, queue, hosts, clock, faults } = world;
  const [call] = network.calls.filter(
    ({ phase, label }) => phase !== "working" && !(faults.farHangsUntil > 0 && label === farCall),
  );
  if (call !== undefined)
    return { do: call.phase === "going" ? "arrive" : "come back", call: call.label, nth: 0, crash: null };
  if (queue.visible().length > 0)
    return { do: "deliver", isolate: queue.visible().length % world.isolates.length, which: [0] };
  const putBack = hosts.find((host) => host.isPutBack());
  if (putBack !== undefined) return { do: "begin life", object: putBack.index };
  if (hosts.every(isDone)) return faults.farHangsUntil > 0 ? null : openDeadLetter(world);
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

function isUpToDate({ sqlite }: Host): boolean {
  const [behind] = sqlite.rows(`SELECT 1 AS behind FROM subscriptions, object
WHERE name IN ('read-model', 'audit') AND position < CASE name WHEN 'audit' THEN audit_head ELSE head END
UNION ALL SELECT 1 FROM rebuild_work`);
  return behind === undefined;
}

/** Whether reactions have nothing left to do. Both of the world's consume what happens to orders. */
function hasReacted({ sqlite }: Host, which: string): boolean {
  const [left] = sqlite.rows(`SELECT 1 AS waits FROM subscriptions AS s WHERE ${which}
AND (EXISTS (SELECT 1 FROM reaction_tasks WHERE subscription = s.name)
  OR EXISTS (SELECT 1 FROM events WHERE seq > s.position AND type = 'order.placed')
  OR (s.name LIKE 'sim.courier/%' AND EXISTS (SELECT 1 FROM events WHERE seq > s.position AND aggregate_type = 'order')))`);
  return left === undefined;
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
