import type { Simulation } from "../simulation.ts";
import type { Host } from "../world/object/host.ts";
import { type CrashPoint, isCrash } from "../world/process.ts";

/** What came of an action, in a word or two; null where there was nothing to do it to. */
export type Outcome = string | null;

/** A turn of an object, which it may not survive. */
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

/** For what is done without anything coming of it. */
export function done(_: unknown, outcome: Outcome = "done"): Outcome {
  return outcome;
}
