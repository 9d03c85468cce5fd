import type { Simulation } from "../simulation.ts";
import { obstacleOf } from "../world/faults.ts";
import type { Call } from "../world/network.ts";
import type { Action } from "./action.ts";
import { done, type Outcome, withHost } from "./outcome.ts";

type Moving = Extract<Action, { readonly do: "arrive" | "come back" | "lose" }>;

/** A call arrives and takes effect, its answer comes back, or one of them is lost. */
export function moveCall(simulation: Simulation, action: Moving): Outcome {
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
