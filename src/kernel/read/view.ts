import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Statement } from "../storage/storage.ts";
import type { Envelope } from "../write/event.ts";

/**
 * A view of the read model. Converts a batch of events (in order, in their newest versions) to statements for
 * one D1 batch. It uses the states that events carry (`newestStates`; null for a deleted aggregate), not
 * event types, because a rebuild passes snapshots, which have only a state. It may wait for a library that it imports on use,
 * and for nothing else.
 */
export interface View {
  readonly name: string;
  /** Event types it consumes. It also receives snapshots of the same aggregates. */
  readonly consumes: readonly string[];
  readonly project: (
    run: readonly Envelope[],
    tenantId: string,
  ) => readonly Statement[] | Promise<readonly Statement[]>;
  /**
   * The cache tags of what `project` changes with these events: ids of aggregates, and names of whatever else a cached answer
   * can depend on. Answers with one of them are read again. Pure, and from states only, as `project`. A view without it is
   * shown by no cached answer.
   */
  readonly cacheTags?: (run: readonly Envelope[], tenantId: string) => readonly string[];
  /** Its versioned tables, each with a `generation`. A rebuild deletes rows it didn't write. */
  readonly tables: readonly SQLiteTable[];
  /** Removes derived rows without a source after a rebuild. */
  readonly sweepDerived?: (tenantId: string) => readonly Statement[];
  /** Removes tombstones older than `before` (an RFC 3339 timestamp), in every tenant. */
  readonly sweep?: (before: string) => readonly Statement[];
}
