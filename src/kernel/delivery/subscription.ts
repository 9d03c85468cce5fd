import type { View } from "../read/view.ts";
import type { Statement } from "../storage/storage.ts";
import type { Envelope, EventDefinition } from "../write/event.ts";
import type { StateDefinition } from "../write/state.ts";
import type { AuditLogEntry } from "./audit.ts";

/** Follows every tenant's log, in order, with a position of its own. */
export interface EventSubscription {
  readonly name: string;
  readonly follows: "events";
  /** What a run of events does to the read model. What throws here is held against the events. */
  project(run: readonly Envelope[], tenantId: string): readonly Statement[];
  /** What snapshots of aggregates do to it, to one view of it by name or, for null, to all. */
  projectState(snapshots: readonly Envelope[], tenantId: string, view: string | null): readonly Statement[];
  sweep?(now: number): readonly Statement[];
}

/** Follows every tenant's journal. */
interface AuditSubscription {
  readonly name: string;
  readonly follows: "audit-log";
  project(run: readonly AuditLogEntry[], tenantId: string): readonly Statement[];
  /** Removes what is past its time at an instant (milliseconds since 1970), in every tenant. */
  sweep?(now: number): readonly Statement[];
}

/**
 * A follower, declared once: the object rings for it, the queue's consumer projects it, ops shows it. Each has a position,
 * attempts and dead letters of its own, and none waits for another.
 */
export type Subscription = EventSubscription | AuditSubscription;

/** The name of the follower that fills the views. */
export const readModelName = "read-model";

/** All views of all modules, as one follower of the log. */
export function readModelOf(
  eventByType: ReadonlyMap<string, EventDefinition>,
  views: readonly View[],
): EventSubscription {
  return {
    name: readModelName,
    follows: "events",
    project(run, tenantId) {
      const newest = run.map((event) => newestVersion(eventByType, event));
      return views.flatMap((view) => {
        const wanted = newest.filter(({ type }) => view.consumes.includes(type));
        return wanted.length === 0 ? [] : view.project(wanted, tenantId);
      });
    },
    projectState(snapshots, tenantId, name) {
      return views
        .filter((view) => name === null || view.name === name)
        .flatMap((view) => {
          const aggregates = new Set(view.consumes.map((type) => eventByType.get(type)?.aggregate));
          const wanted = snapshots.filter(({ aggregate }) => aggregates.has(aggregate.type));
          return wanted.length === 0 ? [] : view.project(wanted, tenantId);
        });
    },
  };
}

/** What has to be known to read an event. */
interface Declared {
  readonly eventByType: ReadonlyMap<string, EventDefinition>;
  readonly stateByType: ReadonlyMap<string, StateDefinition>;
}

/** Whether the code is new enough to understand an event, and the state that it carries. */
export function understands(
  { eventByType, stateByType }: Declared,
  { type, version, aggregate, stateVersion = 0 }: EventVersions,
): boolean {
  if (version > (eventByType.get(type)?.version ?? 0)) return false;
  return aggregate === undefined || stateVersion <= (stateByType.get(aggregate.type)?.version ?? 0);
}

/** The versions in which an event is written. */
export type EventVersions = Pick<Envelope, "type" | "version" | "stateVersion"> & {
  readonly aggregate?: Pick<Envelope["aggregate"], "type"> | undefined;
};

/** Views only ever see the newest version of an event. */
export function newestVersion(eventByType: ReadonlyMap<string, EventDefinition>, event: Envelope): Envelope {
  const definition = eventByType.get(event.type);
  if (definition === undefined) throw new Error(`no module declares the event ${event.type}`);
  return { ...event, version: definition.version, data: definition.read(event) };
}
