import type { Simulation } from "../simulation.ts";
import type { Host } from "../world/object/host.ts";
import { type CrashPoint, isCrash } from "../world/process.ts";

/** A short description of an action's result, or null if the action had no target. */
export type Outcome = string | null;

/** Runs code in an object, which may crash. */
export function withHost(
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

/** Counts what happened. */
export function count(happened: Map<string, number>, what: string): void {
  happened.set(what, (happened.get(what) ?? 0) + 1);
}

/** For actions without a result. */
export function done(_: unknown, outcome: Outcome = "done"): Outcome {
  return outcome;
}
