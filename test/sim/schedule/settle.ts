import { busyReactionsOf } from "../../support/busy-reactions.ts";
import type { Simulation } from "../simulation.ts";
import { Broken } from "../violation.ts";
import { farCall } from "../world/faults.ts";
import type { Host } from "../world/object/host.ts";
import type { World } from "../world/world.ts";
import type { Action } from "./action.ts";
import { nextDueAt } from "./choose.ts";
import { goBack } from "./clocks.ts";
import { hasRoom } from "./projectors.ts";

/** More than the longest backlog ever needed. A run that needs more is in an endless loop. */
const mostSteps = 3_000;

/**
 * Stops the faults and lets time pass until every subscription has caught up. Calls arrive in order and alarms fire on
 * time. Returns the number of steps.
 */
export async function settle(
  simulation: Simulation,
  told: (action: Action, outcome: string | null) => void,
): Promise<number> {
  const { world } = simulation;
  mend(world);
  goBack(simulation, true);
  // Whatever waits for the far place waits forever. Everything else must still settle.
  world.faults.farHangsUntil = Number.POSITIVE_INFINITY;
  world.timers.stopAll();
  const withoutIt = await restWhere(simulation, told, withoutFar);
  if (withoutIt !== null) await closeForAWhile(simulation, told);
  world.faults.farHangsUntil = 0;
  world.timers.goOn();
  world.outside.mend();
  const withIt = await restWhere(simulation, told, everyPlace);
  const now = world.clock.now();
  const overdue = simulation.logs.map((log) => log.overdue(now)).find((id) => id !== null);
  if (overdue !== undefined)
    throw new Broken("an unpaid order expires when its time is over", `${overdue} has not expired by ${now}`);
  if (withIt === null)
    throw new Broken("everything settles", `not within ${mostSteps} steps: ${standOf(world)}`);
  if (withoutIt === null)
    throw new Broken("nothing waits for the outside", `not within ${mostSteps} steps, until it answered`);
  return withoutIt + withIt;
}

/** Every tenant is suspended or does without orders for some minutes. Unpaid orders that fell due meanwhile must still expire. */
async function closeForAWhile(
  simulation: Simulation,
  told: (action: Action, outcome: string | null) => void,
): Promise<void> {
  const { hosts, clock } = simulation.world;
  const take = async (action: Action) => told(action, await simulation.step(action));
  for (const { index: object } of hosts) {
    await take({ do: "reopen", object });
    await take({ do: "close", object, how: object % 2 === 0 ? "suspended" : "without orders" });
  }
  for (let times = 0; times < 6; times += 1) {
    await take({ do: "wait", ms: 30_000 });
    for (const host of hosts)
      if ((host.alarmAt() ?? Number.POSITIVE_INFINITY) <= clock.now())
        await take({ do: "alarm", object: host.index, crash: null });
  }
  for (const { index: object } of hosts) await take({ do: "reopen", object });
}

/** Returns the number of steps until the selected subscriptions have caught up, or null if they never do. */
async function restWhere(
  simulation: Simulation,
  told: (action: Action, outcome: string | null) => void,
  reactions: string,
): Promise<number | null> {
  const { world, logs } = simulation;
  const { reactionByName } = world.registry;
  const hasReacted = ({ sqlite }: Host) =>
    busyReactionsOf((sql) => sqlite.rows(sql), reactionByName, reactions).length === 0;
  const isDone = (host: Host) =>
    isUpToDate(host) && hasReacted(host) && logs[host.index]?.overdue(world.clock.now()) === null;
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const action = nextAction(simulation.world, isDone);
    if (action === null) return steps;
    told(action, await simulation.step(action));
  }
  return null;
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

/** The oldest call, else the oldest message, else whatever is due next. Null if everything has caught up. */
function nextAction(world: World, isDone: (host: Host) => boolean): Action | null {
  const { network, hosts, clock, faults } = world;
  const [call] = network.calls.filter(
    ({ phase, label }) => phase !== "working" && !(faults.farHangsUntil > 0 && label === farCall),
  );
  if (call !== undefined)
    return { do: call.phase === "going" ? "arrive" : "come back", call: call.label, nth: 0, crash: null };
  const delivery = nextDelivery(world);
  if (delivery !== null) return delivery;
  const putBack = hosts.find((host) => host.isPutBack());
  if (putBack !== undefined) return { do: "begin epoch", object: putBack.index };
  if (hosts.every(isDone)) return faults.farHangsUntil > 0 ? null : openDeadLetter(world);
  const due = hosts.find(
    (host) => !host.alarmRuns() && (host.alarmAt() ?? Number.POSITIVE_INFINITY) <= clock.now(),
  );
  if (due !== undefined) return { do: "alarm", object: due.index, crash: null };
  const next = nextDueAt(world);
  if (!Number.isFinite(next))
    throw new Broken("the read model is the write model", `no further step is due: ${standOf(world)}`);
  return { do: "wait", ms: next - clock.now() };
}

/** The oldest message that an isolate has room for: calls that hang can fill one, but hold up no other queue. */
function nextDelivery(world: World): Action | null {
  const visible = world.queue.visible();
  const first = visible.length % world.isolates.length;
  const isolates = [...world.isolates.slice(first), ...world.isolates.slice(0, first)];
  for (const [nth, message] of visible.entries()) {
    const isolate = isolates.find((one) => hasRoom(world, one, message));
    if (isolate !== undefined)
      return { do: "deliver", isolate: world.isolates.indexOf(isolate), which: [nth] };
  }
  return null;
}

/** Replays an open dead letter. */
function openDeadLetter({ database, hosts }: World): Action | null {
  const [deadLetter] = database.sqlite.rows(
    "SELECT tenant_id FROM dead_letters WHERE status = 'open' LIMIT 1",
  );
  const object = hosts.findIndex(({ tenantId }) => tenantId === deadLetter?.tenant_id);
  return object === -1 ? null : { do: "replay dead letter", object, nth: 0 };
}

function isUpToDate({ sqlite }: Host): boolean {
  const [behind] = sqlite.rows(`SELECT 1 AS behind FROM subscriptions, object
WHERE name IN ('read-model', 'audit') AND position < CASE name WHEN 'audit' THEN audit_head ELSE head END
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
