import type { View } from "../read/view.ts";
import type { Registry } from "../registry.ts";
import type { Envelope } from "../write/event.ts";

/** Why a subscription's output is rebuilt. */
export const rebuildReasons = ["requested", "trimmed", "epoch"] as const;
/** One of `rebuildReasons`. */
export type RebuildReason = (typeof rebuildReasons)[number];

/** A rebuild or replay in progress. A tenant has at most one. Plain data. */
export interface RebuildTask {
  readonly id: string;
  /**
   * `rebuild` writes everything and removes leftover rows. `replay` writes only what events since a seq have
   * touched.
   */
  readonly kind: "rebuild" | "replay";
  readonly subscription: string;
  /** One view by its name; null for all. */
  readonly view: string | null;
  readonly fromSeq: number | null;
  readonly reason: RebuildReason;
  readonly epoch: number;
  /** The log's head when it began. */
  readonly head: number;
  /** The log's head when the epoch began. Up to here, the log is the same in the previous epoch. */
  readonly beganAt: number;
}

/** The aggregate after which the next page of snapshots begins. */
export interface SnapshotCursor {
  readonly type: string;
  readonly id: string;
}

/** A page of snapshots of all aggregates, in a stable order. */
export interface SnapshotPage {
  readonly snapshots: readonly Envelope[];
  readonly next: SnapshotCursor | null;
}

/**
 * The type of an envelope that carries an aggregate's current state, outside the log. It has a state and no
 * data.
 */
export const snapshotType = "index.snapshot.taken";

/** The views that a rebuild covers. */
export function viewsOf(registry: Registry, view: string | null): readonly View[] {
  return registry.modules.flatMap(({ views }) => views).filter(({ name }) => view === null || name === view);
}

/** The aggregate types that views are built from, in paging order. */
export function aggregateTypesOf(registry: Registry, views: readonly View[]): readonly string[] {
  const wanted = new Set(
    views.flatMap(({ consumes }) => consumes).map((type) => aggregateOf(registry, type)),
  );
  return [...registry.aggregateByType.keys()].filter((type) => wanted.has(type));
}

function aggregateOf({ eventByType }: Registry, type: string): string | undefined {
  return eventByType.get(type)?.aggregate;
}
