import { z } from "zod";
import { reactionOf } from "../../../src/kernel/delivery/reaction.ts";
import { readModelName } from "../../../src/kernel/delivery/subscription.ts";
import type { Simulation } from "../simulation.ts";
import type { Host } from "../world/object/host.ts";
import type { Isolate, QueueName } from "../world/projector/isolate.ts";
import type { QueuedMessage } from "../world/queue.ts";
import type { World } from "../world/world.ts";
import { done, type Outcome } from "./outcome.ts";

/** Maximum number of concurrent consumers of one queue in one isolate. */
const mostWorks = { events: 4, reactions: 20 } as const;

/** The queue delivers messages to an isolate. */
export function deliver({ world }: Simulation, index: number, which: readonly number[]): Outcome {
  const isolate = world.isolates[index];
  const visible = world.queue.visible();
  const some = which.flatMap((nth) => visible[nth % Math.max(1, visible.length)] ?? []);
  const [first] = some;
  if (isolate === undefined || first === undefined) return null;
  const queue = queueOf(world, first);
  if (!hasRoom(world, isolate, first)) return null;
  const chosen = new Set(some.filter((message) => queueOf(world, message) === queue));
  isolate.consume(
    queue,
    [...chosen].map((message) => world.queue.take(message)),
  );
  return `${chosen.size} messages`;
}

/** Whether an isolate can take another message of this one's queue. */
export function hasRoom(world: World, isolate: Isolate, message: QueuedMessage): boolean {
  const queue = queueOf(world, message);
  return isolate.works(queue) < mostWorks[queue];
}

const notification = z.looseObject({ subscription: z.string() });

/** The queue that a message is in. */
export function queueOf({ registry }: World, { body }: QueuedMessage): QueueName {
  const { subscription } = notification.parse(body);
  return reactionOf(registry.reactionByName, subscription) === null ? "events" : "reactions";
}

/** The queue loses or duplicates a message. */
export function meddle({ world: { queue } }: Simulation, how: "drop" | "double", nth: number): Outcome {
  const visible = queue.visible();
  const message = visible[nth % Math.max(1, visible.length)];
  if (message === undefined) return null;
  if (how === "double") return done(queue.double(message));
  queue.take(message);
  return "done";
}

/** A read projects pending events without waiting for the queue. */
export function read(simulation: Simulation, host: Host): Outcome {
  const { world } = simulation;
  world
    .isolateFor(host.index)
    .serve(host.tenantId, readModelName)
    .catch(() => undefined);
  return "done";
}

/** An operator replays a dead letter. */
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
