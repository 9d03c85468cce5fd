import type { Simulation } from "../simulation.ts";
import type { Outcome } from "./outcome.ts";

/** The clock of all machines is ahead for a while. */
export function jumpAhead({ world }: Simulation, ms: number): Outcome {
  if (world.faults.clockAheadMs > 0) return null;
  world.faults.clockAheadMs = ms;
  world.jump(ms);
  return "done";
}

/** The clock goes back to the right time. Objects keep running, or their machine restarts and they are woken. */
export function goBack({ world, clients, carts }: Simulation, restarts: boolean): Outcome {
  const { clock, faults, hosts } = world;
  if (faults.clockAheadMs === 0) return null;
  const from = clock.now();
  world.jump(-faults.clockAheadMs);
  faults.clockAheadMs = 0;
  for (const cart of carts) cart.clockGoesBack(from);
  for (const client of clients) client.clockGoesBack(from, clock.now());
  if (!restarts) return "done";
  for (const host of hosts) {
    host.die();
    host.wake();
  }
  return "done";
}
