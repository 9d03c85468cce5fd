import { readModelName } from "../../../src/kernel/delivery/subscription.ts";
import type { Simulation } from "../simulation.ts";
import type { Host } from "../world/object/host.ts";
import { done, type Outcome } from "./outcome.ts";

/** Projectors at work in one isolate at most. */
const mostWorks = 4;

/** The queue hands messages to an isolate. */
export function deliver({ world }: Simulation, index: number, which: readonly number[]): Outcome {
  const isolate = world.isolates[index];
  if (isolate === undefined || isolate.works() >= mostWorks) return null;
  const visible = world.queue.visible();
  const chosen = new Set(which.flatMap((nth) => visible[nth % Math.max(1, visible.length)] ?? []));
  if (chosen.size === 0) return null;
  isolate.consume([...chosen].map((message) => world.queue.take(message)));
  return `${chosen.size} messages`;
}

/** The queue loses a message, or has it twice. */
export function meddle({ world: { queue } }: Simulation, how: "drop" | "double", nth: number): Outcome {
  const visible = queue.visible();
  const message = visible[nth % Math.max(1, visible.length)];
  if (message === undefined) return null;
  if (how === "double") return done(queue.double(message));
  queue.take(message);
  return "done";
}

/** A reader does not wait for the queue. */
export function read(simulation: Simulation, host: Host): Outcome {
  const { world } = simulation;
  world
    .isolateFor(host.index)
    .serve(host.tenantId, readModelName)
    .catch(() => undefined);
  return "done";
}

/** An operator looks after what was set aside. */
export function replay({ world }: Simulation, host: Host, nth: number): Outcome {
  const open = world.database.sqlite.rows(
    "SELECT * FROM dead_letters WHERE tenant_id = ?1 AND status = 'open' ORDER BY id",
    host.tenantId,
  );
  const deadLetter = open[nth % Math.max(1, open.length)];
  if (deadLetter === undefined) return null;
  const aggregate = { type: String(deadLetter.aggregate_type), id: String(deadLetter.aggregate_id) };
  const { id, subscription, seq } = deadLetter;
  const ref = { id: String(id), subscription: String(subscription), seq: Number(seq), aggregate };
  world
    .isolateFor(host.index)
    .replay(host.tenantId, ref)
    .catch(() => undefined);
  return `event ${seq}`;
}
