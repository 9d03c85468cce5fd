import type { View } from "../read/view.ts";
import type { Registry } from "../registry.ts";
import type { Envelope } from "../write/event.ts";

/** Why what a follower has made is made anew. */
export const rebuildReasons = ["requested", "trimmed", "epoch"] as const;
/** One of `rebuildReasons`. */
export type RebuildReason = (typeof rebuildReasons)[number];

/** A rebuild or replay that is under way in one tenant; there is one at most. Plain data. */
export interface RebuildTask {
  readonly id: string;
  /** `rebuild`: everything there is, and what is left over goes. `replay`: what was touched from a seq on. */
  readonly kind: "rebuild" | "replay";
  readonly subscription: string;
  /** One view by its name; null for all. */
  readonly view: string | null;
  readonly fromSeq: number | null;
  readonly reason: RebuildReason;
  readonly epoch: number;
  /** Where the log ended when it began. */
  readonly head: number;
  /** Where the log stood when the epoch began: up to here it is the same in the former one. */
  readonly beganAt: number;
}

/** Where the next page of snapshots begins: behind this aggregate. */
export interface SnapshotCursor {
  readonly type: string;
  readonly id: string;
}

/** A page of what there is, in a stable order. */
export interface SnapshotPage {
  readonly snapshots: readonly Envelope[];
  readonly next: SnapshotCursor | null;
}

/** The type of an envelope that tells how an aggregate is now, outside the log. It has a state and no data. */
export const snapshotType = "index.snapshot.taken";

/** The views that a rebuild is about. */
export function viewsOf(registry: Registry, view: string | null): readonly View[] {
  return registry.modules.flatMap(({ views }) => views).filter(({ name }) => view === null || name === view);
}

/** The kinds of aggregates that views are made of, in the order in which they are paged. */
export function aggregateTypesOf(registry: Registry, views: readonly View[]): readonly string[] {
  const wanted = new Set(
    views.flatMap(({ consumes }) => consumes).map((type) => aggregateOf(registry, type)),
  );
  return [...registry.aggregateByType.keys()].filter((type) => wanted.has(type));
}

function aggregateOf({ eventByType }: Registry, type: string): string | undefined {
  return eventByType.get(type)?.aggregate;
}
