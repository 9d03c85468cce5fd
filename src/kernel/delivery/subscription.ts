import type { View } from "../read/view.ts";
import type { Statement } from "../storage/storage.ts";
import type { Envelope, EventDefinition } from "../write/event.ts";
import type { StateDefinition } from "../write/state.ts";
import type { AuditLogEntry } from "./audit.ts";

/** Consumes every tenant's log, in order, with its own position. */
export interface EventSubscription {
  readonly name: string;
  readonly follows: "events";
  /**
   * Converts a batch of events to statements for the read model. An error thrown here counts as a failed
   * attempt at the events.
   */
  project(run: readonly Envelope[], tenantId: string): readonly Statement[] | Promise<readonly Statement[]>;
  /** Converts snapshots of aggregates to statements, for one view by name or for all if `view` is null. */
  projectState(
    snapshots: readonly Envelope[],
    tenantId: string,
    view: string | null,
  ): readonly Statement[] | Promise<readonly Statement[]>;
  /** The cache tags of what `project` changes with these events. */
  cacheTags?(run: readonly Envelope[], tenantId: string): readonly string[];
  /** The cache tags of what `projectState` changes with these snapshots. */
  stateCacheTags?(snapshots: readonly Envelope[], tenantId: string, view: string | null): readonly string[];
  sweep?(now: number): readonly Statement[];
}

/** Consumes every tenant's audit log. */
interface AuditSubscription {
  readonly name: string;
  readonly follows: "audit-log";
  project(run: readonly AuditLogEntry[], tenantId: string): readonly Statement[];
  /** Removes rows that have expired at a time (milliseconds since 1970), in every tenant. */
  sweep?(now: number): readonly Statement[];
}

/**
 * A subscription is declared once: the object sends its notifications, the queue's consumer projects it, and
 * ops lists it. Each has its own position, attempts and dead letters, and none waits for another.
 */
export type Subscription = EventSubscription | AuditSubscription;

/** The name of the subscription that fills the views. */
export const readModelName = "read-model";

/** Combines the views of all modules into one subscription to the log. */
export function readModelOf(
  eventByType: ReadonlyMap<string, EventDefinition>,
  declared: readonly View[],
  imported: readonly EventDefinition[] = [],
): EventSubscription {
  const views = declared.map((view) => withImports(eventByType, view, imported));
  /** Each view with the events that it consumes. */
  const ofRun = (run: readonly Envelope[]) =>
    views
      .map((view) => ({ view, wanted: run.filter(({ type }) => view.consumes.includes(type)) }))
      .filter(({ wanted }) => wanted.length > 0);
  /** Each view with the snapshots of aggregates whose events it consumes. */
  const ofSnapshots = (snapshots: readonly Envelope[], name: string | null) =>
    views
      .filter((view) => name === null || view.name === name)
      .map((view) => {
        const aggregates = new Set(view.consumes.map((type) => eventByType.get(type)?.aggregate));
        return { view, wanted: snapshots.filter(({ aggregate }) => aggregates.has(aggregate.type)) };
      })
      .filter(({ wanted }) => wanted.length > 0);
  return {
    name: readModelName,
    follows: "events",
    project: async (run, tenantId) =>
      projected(ofRun(run.map((event) => newestVersion(eventByType, event))), tenantId),
    projectState: (snapshots, tenantId, name) => projected(ofSnapshots(snapshots, name), tenantId),
    cacheTags: (run, tenantId) =>
      ofRun(run).flatMap(({ view, wanted }) => view.cacheTags?.(wanted, tenantId) ?? []),
    stateCacheTags: (snapshots, tenantId, name) =>
      ofSnapshots(snapshots, name).flatMap(({ view, wanted }) => view.cacheTags?.(wanted, tenantId) ?? []),
  };
}

/** The statements of each view, in the order of views. */
async function projected(
  parts: readonly { readonly view: View; readonly wanted: readonly Envelope[] }[],
  tenantId: string,
): Promise<readonly Statement[]> {
  const statements = await Promise.all(parts.map(({ view, wanted }) => view.project(wanted, tenantId)));
  return statements.flat();
}

/** A view takes rows from states, so it also consumes the events by which its aggregates are imported. */
function withImports(
  eventByType: ReadonlyMap<string, EventDefinition>,
  view: View,
  imported: readonly EventDefinition[],
): View {
  const aggregates = new Set(view.consumes.map((type) => eventByType.get(type)?.aggregate));
  const wanted = imported.filter(({ aggregate }) => aggregates.has(aggregate));
  return { ...view, consumes: [...view.consumes, ...wanted.map(({ type }) => type)] };
}

/** The definitions needed to read an event. */
interface Declared {
  readonly eventByType: ReadonlyMap<string, EventDefinition>;
  readonly stateByType: ReadonlyMap<string, StateDefinition>;
}

/** Whether the code is new enough to read an event and its state. */
export function understands(
  { eventByType, stateByType }: Declared,
  { type, version, aggregate, stateVersion = 0 }: EventVersions,
): boolean {
  if (version > (eventByType.get(type)?.version ?? 0)) return false;
  return aggregate === undefined || stateVersion <= (stateByType.get(aggregate.type)?.version ?? 0);
}

/** The versions an event was written in. */
export type EventVersions = Pick<Envelope, "type" | "version" | "stateVersion"> & {
  readonly aggregate?: Pick<Envelope["aggregate"], "type"> | undefined;
};

/** Converts an event to its newest version, the only one views see. */
export function newestVersion(eventByType: ReadonlyMap<string, EventDefinition>, event: Envelope): Envelope {
  const definition = eventByType.get(event.type);
  if (definition === undefined) throw new Error(`no module declares the event ${event.type}`);
  return { ...event, version: definition.version, data: definition.read(event) };
}
