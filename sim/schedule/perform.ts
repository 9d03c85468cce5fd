import type { ExecuteResult } from "../../durable-objects/transaction.ts";
import type { Life } from "../../src/kernel/epoch.ts";
import { readModelName } from "../../src/kernel/subscription.ts";
import { isRemembered, type Request } from "../clients/requests.ts";
import { learn } from "../clients/shop.ts";
import { isTaken, judgeAnswer, keptAnswer, versionIn } from "../invariants/answers.ts";
import type { Simulation } from "../simulation.ts";
import { Broken } from "../violation.ts";
import { obstacleOf } from "../world/faults.ts";
import type { Host } from "../world/host.ts";
import type { Call } from "../world/network.ts";
import { type CrashPoint, isCrash } from "../world/process.ts";
import type { World } from "../world/world.ts";
import type { Action } from "./action.ts";

/** What came of an action, in a word or two; null where there was nothing to do it to. */
export type Outcome = string | null;

/** Carries a decision out. What goes on behind it goes on until it waits for something again. */
export function perform(simulation: Simulation, action: Action): Outcome {
  const { world } = simulation;
  switch (action.do) {
    case "ask":
    case "ask again":
      return askFor(simulation, action);
    case "arrive":
    case "come back":
    case "lose":
      return moveCall(simulation, action);
    case "deliver":
      return deliver(simulation, action.isolate, action.which);
    case "drop":
    case "double":
      return meddle(simulation, action.do, action.nth);
    case "alarm":
    case "alarm again":
      return withHost(simulation, action.object, action.crash, (host) =>
        ringAlarm(simulation, host, action.do),
      );
    case "read":
      return withHost(simulation, action.object, null, (host) => read(simulation, host));
    case "crash":
      return withHost(simulation, action.object, null, (host) => (host.isAwake() ? done(host.die()) : null));
    case "save":
      return withHost(simulation, action.object, null, (host) => done(host.save()));
    case "begin life":
      return withHost(simulation, action.object, null, (host) => done(beginLife(simulation, host)));
    case "restore":
      return withHost(simulation, action.object, null, (host) => restore(simulation, host, action.told));
    case "kill":
      return done(world.isolates[action.isolate]?.die(action.code));
    case "replay letter":
      return withHost(simulation, action.object, null, (host) => replay(simulation, host, action.nth));
    case "wait":
      return done(world.clock.advance(action.ms));
    case "break":
      return done(breakDown(simulation, action));
  }
}

function withHost(
  { world, touch }: Simulation,
  index: number,
  crash: CrashPoint | null,
  body: (host: Host) => Outcome,
): Outcome {
  const host = world.hosts[index];
  if (host === undefined) return null;
  host.arm(crash);
  touch(index);
  try {
    return body(host);
  } catch (error) {
    if (isCrash(error)) return "crashed";
    throw error;
  }
}

type Asking = Extract<Action, { readonly do: "ask" | "ask again" }>;

function askFor(simulation: Simulation, action: Asking): Outcome {
  const clients = simulation.clients[action.object];
  if (clients === undefined || simulation.world.hosts[action.object]?.isSecretlyPutBack()) return null;
  const now = simulation.world.clock.now();
  const request =
    action.do === "ask"
      ? clients.wish(action.what, now)
      : clients.repeatable[action.which % Math.max(1, clients.repeatable.length)];
  if (request === undefined || !isRemembered(request, now)) return null;
  const { command } = request.execute;
  return withHost(simulation, action.object, action.crash, (host) => {
    const result = send(simulation, host, request);
    if (action.unheard) return `${command}, unheard`;
    if (result.ok) {
      request.answer ??= { text: JSON.stringify(result.answer), seq: result.seq };
      learn(clients.shop, command, result.answer);
    }
    return `${command} ${outcomeOf(result)}`;
  });
}

function send({ world, logs }: Simulation, host: Host, request: Request): ExecuteResult {
  const log = logs[host.index];
  const { correlationId, idempotency } = request.execute;
  const before = {
    own: log?.effectOf(correlationId) ?? keptAnswer(host, request),
    // A key that has expired stands for nothing any more.
    others: idempotency?.scope !== correlationId && isTaken(host, request, world.clock.now()),
    version: versionIn(host, request.wish.guarded),
  };
  const { core } = host.wake();
  let result: ExecuteResult;
  try {
    result = core.execute({ ...request.execute, life: host.life });
  } catch (error) {
    if (isCrash(error)) throw error;
    throw new Broken(
      "nothing breaks that was not broken",
      `${request.execute.command} threw ${String(error)}`,
    );
  }
  judgeAnswer(request, result, before);
  return result;
}

function outcomeOf(result: ExecuteResult): string {
  if (!result.ok) return `refused: ${result.refusal.code}`;
  return `${result.replayed ? "repeated" : "done"}, seq ${result.seq}`;
}

type Moving = Extract<Action, { readonly do: "arrive" | "come back" | "lose" }>;

function moveCall(simulation: Simulation, action: Moving): Outcome {
  const { network } = simulation.world;
  const phase =
    action.do === "come back" || (action.do === "lose" && action.way === "back") ? "coming" : "going";
  const fitting = network.calls.filter((call) => call.label === action.call && call.phase === phase);
  const call = fitting[action.nth % Math.max(1, fitting.length)];
  if (call === undefined) return null;
  if (action.do === "lose") return done(network.lose(call, "Network connection lost."));
  const object = objectAt(action.do === "arrive" ? call.label : call.from.name);
  if (action.do === "come back" && object === null) return done(network.comeBack(call));
  return object === null
    ? arrive(simulation, call)
    : withHost(simulation, object, action.crash, () =>
        action.do === "arrive" ? arrive(simulation, call) : done(network.comeBack(call)),
      );
}

function objectAt(name: string): number | null {
  const index = /^object (\d+)/.exec(name)?.[1];
  return index === undefined ? null : Number(index);
}

function arrive({ world, touchReadModel }: Simulation, call: Call): Outcome {
  const obstacle = obstacleOf(world.faults, call.label, world.clock.now());
  if (obstacle !== null) return done(world.network.lose(call, obstacle), "does not get through");
  if (call.label === "d1 batch") touchReadModel();
  world.network.arrive(call);
  return "done";
}

function deliver({ world }: Simulation, index: number, which: readonly number[]): Outcome {
  const isolate = world.isolates[index];
  if (isolate === undefined || isolate.works() >= mostWorks) return null;
  const visible = world.queue.visible();
  const chosen = new Set(which.flatMap((nth) => visible[nth % Math.max(1, visible.length)] ?? []));
  if (chosen.size === 0) return null;
  isolate.consume([...chosen].map((message) => world.queue.take(message)));
  return `${chosen.size} messages`;
}

const mostWorks = 4;

function meddle({ world: { queue } }: Simulation, how: "drop" | "double", nth: number): Outcome {
  const visible = queue.visible();
  const message = visible[nth % Math.max(1, visible.length)];
  if (message === undefined) return null;
  if (how === "double") return done(queue.double(message));
  queue.take(message);
  return "done";
}

function ringAlarm({ world }: Simulation, host: Host, which: "alarm" | "alarm again"): Outcome {
  const at = host.alarmAt();
  if (host.alarmRuns()) return null;
  if (which === "alarm" && (at === null || at > world.clock.now())) return null;
  host.ring();
  return "done";
}

function read(simulation: Simulation, host: Host): Outcome {
  const { world } = simulation;
  world
    .isolateFor(host.index)
    .serve(host.tenantId, readModelName)
    .catch(() => undefined);
  return "done";
}

function replay({ world }: Simulation, host: Host, nth: number): Outcome {
  const open = world.database.sqlite.rows(
    "SELECT * FROM dead_letters WHERE tenant_id = ?1 AND status = 'open' ORDER BY id",
    host.tenantId,
  );
  const letter = open[nth % Math.max(1, open.length)];
  if (letter === undefined) return null;
  const aggregate = { type: String(letter.aggregate_type), id: String(letter.aggregate_id) };
  const { id, subscription, seq } = letter;
  const ref = { id: String(id), subscription: String(subscription), seq: Number(seq), aggregate };
  world
    .isolateFor(host.index)
    .replay(host.tenantId, ref)
    .catch(() => undefined);
  return `event ${seq}`;
}

/** A restore as the guide has it, which is written down first; or one that somebody makes and tells nobody of. */
function restore({ world, logs, clients }: Simulation, host: Host, told: boolean): Outcome {
  if (!host.restore(told)) return null;
  if (told) host.life = nextLife(world, host);
  const log = logs[host.index];
  log?.putBack();
  // What was told to clients of what never happened is no promise any more.
  for (const request of clients[host.index]?.requestByCorrelation.values() ?? [])
    if (log?.effectOf(request.execute.correlationId) === undefined) request.answer = null;
  return "done";
}

/** Whoever restored an object makes up for not having said so. */
function beginLife({ world }: Simulation, host: Host): void {
  if (host.life === undefined || host.isSecretlyPutBack()) host.life = nextLife(world, host);
  host.wake().core.adopt(host.life);
}

/** As `lives.ts` has it: what the read model has seen of numbers is not given out again. */
function nextLife({ clock, database, registry }: World, { life, tenantId }: Host): Life {
  const floors = registry.modules
    .flatMap(({ series }) => series)
    .map(({ name, highest }) => [name, Number(database.all(highest(tenantId))[0]?.highest ?? 0)] as const);
  return { epoch: Math.max(clock.now(), (life?.epoch ?? 1) + 1), floors: Object.fromEntries(floors) };
}

function breakDown(
  { world: { faults, clock } }: Simulation,
  action: Extract<Action, { readonly do: "break" }>,
): void {
  const until = clock.now() + action.ms;
  switch (action.what) {
    case "d1":
      faults.databaseDownUntil = until;
      return;
    case "d1 slow":
      faults.databaseSlowUntil = until;
      return;
    case "queue":
      faults.queueDownUntil = until;
      return;
    case "partition":
      faults.partitionedUntil[action.object] = until;
      return;
  }
}

/** For what is done without anything coming of it. */
function done(_: unknown, outcome: Outcome = "done"): Outcome {
  return outcome;
}
