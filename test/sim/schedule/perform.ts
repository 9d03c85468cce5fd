import type { Simulation } from "../simulation.ts";
import type { Host } from "../world/object/host.ts";
import type { Action } from "./action.ts";
import { askFor } from "./ask.ts";
import { moveCall } from "./calls.ts";
import { goBack, jumpAhead } from "./clocks.ts";
import { close, reopen } from "./operators/reopen.ts";
import { beginEpoch, restore } from "./operators/restores.ts";
import { count, done, type Outcome, withHost } from "./outcome.ts";
import { deliver, meddle, read, replay } from "./projectors.ts";
import { evictGate, shop } from "./shoppers.ts";

/** Performs a decision. Code that it resumes runs until its next await. */
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
        fireAlarm(simulation, host, action.do),
      );
    case "read":
      return withHost(simulation, action.object, null, (host) => read(simulation, host));
    case "crash":
      return withHost(simulation, action.object, null, (host) => (host.isAwake() ? done(host.die()) : null));
    case "save":
      return withHost(simulation, action.object, null, (host) => done(host.save()));
    case "begin epoch":
      return withHost(simulation, action.object, null, (host) => done(beginEpoch(simulation, host)));
    case "restore":
      return withHost(simulation, action.object, null, (host) => restore(simulation, host, action.told));
    case "kill":
      return done(world.isolates[action.isolate]?.die(action.code));
    case "replay dead letter":
      return withHost(simulation, action.object, null, (host) => replay(simulation, host, action.nth));
    case "visit cart":
      return visitCart(simulation, action);
    case "clock ahead":
      return jumpAhead(simulation, action.ms);
    case "clock back":
      return goBack(simulation, action.restarts);
    case "reopen":
      return withHost(simulation, action.object, null, (host) => reopen(simulation, host));
    case "walk":
      return walk(simulation, action);
    case "shop":
      return shop(simulation, action);
    case "evict gate":
      return evictGate(simulation, action.object);
    case "end edge":
      return done(simulation.store.edges[action.edge]?.die());
    case "forget":
      return done(simulation.store.forget());
    case "close":
      return withHost(simulation, action.object, null, (host) => close(simulation, host, action.how));
    case "wait":
      return done(world.clock.advance(action.ms));
    case "break":
      return done(breakDown(simulation, action));
  }
}

/** A client reads the next page of a list. */
function walk(
  { world, walks, happened }: Simulation,
  { object, list, limit }: Extract<Action, { readonly do: "walk" }>,
): Outcome {
  const tenantId = world.hosts[object]?.tenantId;
  if (tenantId === undefined) return null;
  walks.step(tenantId, list, limit).then((read) => {
    if (read === "last") count(happened, "list walked to its end");
  }, world.problems.broke("a list"));
  return "done";
}

/** Waits until shortly before a cart expires. Its shopper must still find it. */
function visitCart(
  simulation: Simulation,
  { object, which, early }: Extract<Action, { readonly do: "visit cart" }>,
): Outcome {
  const { carts, logs, world } = simulation;
  const cart = carts[object]?.expiring(which, world.clock.now(), longestVisitMs) ?? null;
  const { suspended, disabled } = logs[object]?.tenancy() ?? {};
  if (cart === null || world.hosts[object]?.isSecretlyPutBack() || suspended || disabled?.has("checkout"))
    return null;
  world.clock.advance(Math.max(0, cart.at - early - world.clock.now()));
  return withHost(simulation, object, null, (host) =>
    done(carts[object]?.visit(host, cart.id, world.clock.now())),
  );
}

/** Longer than an empty cart lives. */
const longestVisitMs = 26 * 60 * 60 * 1000;

function fireAlarm({ world }: Simulation, host: Host, which: "alarm" | "alarm again"): Outcome {
  const at = host.alarmAt();
  if (host.alarmRuns()) return null;
  if (which === "alarm" && (at === null || at > world.clock.now())) return null;
  host.notify();
  return "done";
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
    case "far":
      faults.farDownUntil = until;
      return;
    case "far hangs":
      faults.farHangsUntil = until;
      return;
    case "partition":
      faults.partitionedUntil[action.object] = until;
      return;
  }
}
