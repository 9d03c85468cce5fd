import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Statement } from "../storage/storage.ts";
import type { Envelope } from "../write/event.ts";

/**
 * A read model: turns a run of events (ordered, newest versions) into statements for one batch. It goes by the states that
 * events carry (`newestStates`; null for a deleted aggregate), not by event types: a rebuild hands it snapshots, which have
 * a state and nothing else.
 */
export interface View {
  readonly name: string;
  /** Event types it wants; others are not handed over. Snapshots come for the same aggregates. */
  readonly consumes: readonly string[];
  readonly project: (run: readonly Envelope[], tenantId: string) => readonly Statement[];
  /** Its versioned tables, each with a `generation`: what a rebuild leaves over in them goes. */
  readonly tables: readonly SQLiteTable[];
  /** Removes derived rows of what is no longer there, when a rebuild has ended. */
  readonly sweepDerived?: (tenantId: string) => readonly Statement[];
  /** Removes tombstones that are older than `before` (an RFC 3339 instant), in every tenant. */
  readonly sweep?: (before: string) => readonly Statement[];
}
