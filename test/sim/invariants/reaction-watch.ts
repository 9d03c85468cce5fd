import { z } from "zod";
import type { Simulation } from "../simulation.ts";
import { Broken } from "../violation.ts";
import { courierName, courierTargets } from "../world/outside/courier.ts";
import type { Arrival } from "../world/outside/outside.ts";
import type { World } from "../world/world.ts";
import type { LogWatch } from "./log-watch.ts";

/** Observes what has arrived outside. */
export interface ReactionWatch {
  /** Checks what has arrived since the last call. */
  readonly look: () => void;
  /** A tenant's object was restored: its log may continue with other events under the same numbers. */
  readonly putBack: (tenantId: string) => void;
}

const told = z.object({ order: z.string(), epoch: z.int(), seq: z.int() });

/** Checks that the events of one key arrive in order: the first arrival of each is after all earlier events. */
export function createReactionWatch(
  { outside, database, hosts }: World,
  logs: readonly LogWatch[],
): ReactionWatch {
  let looked = 0;
  const seen = new Set<string>();
  const lastByKeyByTenant = new Map<string, Map<string, number>>();

  const isInLog = (tenantId: string, eventId: string) =>
    logs[hosts.findIndex((host) => host.tenantId === tenantId)]?.has(eventId) === true;

  const isDeadLetter = (tenantId: string, epoch: number, seq: number) =>
    database.sqlite.rows(
      "SELECT 1 FROM dead_letters WHERE tenant_id = ?1 AND epoch = ?2 AND seq = ?3 AND subscription LIKE 'sim.courier/%'",
      tenantId,
      epoch,
      seq,
    ).length > 0;
  const arrived = ({ place, tenantId, eventId, body }: Arrival) => {
    if (place === "mail" || seen.has(`${place} ${eventId}`)) return;
    // A restore has discarded the event, but its request was already on the way.
    if (!isInLog(tenantId, eventId)) return;
    seen.add(`${place} ${eventId}`);
    const { order, epoch, seq } = told.parse(JSON.parse(body));
    const key = `${place} ${order} ${epoch}`;
    const lastByKey = lastByKeyByTenant.get(tenantId) ?? new Map<string, number>();
    lastByKeyByTenant.set(tenantId, lastByKey);
    const last = lastByKey.get(key) ?? 0;
    if (seq < last && !isDeadLetter(tenantId, epoch, seq))
      throw new Broken("a reaction keeps the order of a key", `${place}: ${seq} arrived after ${last}`);
    lastByKey.set(key, Math.max(last, seq));
  };

  return {
    look() {
      for (const arrival of outside.arrivals.slice(looked)) arrived(arrival);
      looked = outside.arrivals.length;
    },
    putBack: (tenantId) => void lastByKeyByTenant.delete(tenantId),
  };
}

/** Checks, once settled, that every event a reaction consumes has arrived at least once. */
export function checkArrivals({ world, logs }: Simulation): void {
  const arrived = new Set(world.outside.arrivals.map(({ place, eventId }) => `${place} ${eventId}`));
  for (const host of world.hosts) {
    const events = logs[host.index]?.events() ?? [];
    for (const { name, consumes, targets } of world.registry.reactionByName.values()) {
      const wanted = events.filter(({ type }) => consumes?.includes(type) !== false);
      for (const place of placesOf(name, targets !== undefined)) {
        const missing = wanted.find(({ id }) => !arrived.has(`${place} ${id}`));
        if (missing === undefined) continue;
        const detail = `${name} of object ${host.index} has not delivered ${missing.seq} to ${place}`;
        throw new Broken("a reaction runs for every event", detail);
      }
    }
  }
}

/** Where a reaction delivers in the simulated world. Its tenants have no other targets than the courier's. */
function placesOf(reaction: string, hasTargets: boolean): readonly string[] {
  if (!hasTargets) return ["mail"];
  return reaction === courierName ? courierTargets : [];
}
