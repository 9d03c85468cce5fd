import type { Actor } from "../access/actor.ts";

/** How long it is remembered what was done, in the object and in the audit trail. */
export const auditRetentionMs = 400 * 24 * 60 * 60 * 1000;

/** One thing that was done or refused, as whoever follows the journal is told of it. */
export interface AuditLogEntry {
  /** Gap-free per tenant; a number of its own, beside the log's. */
  readonly seq: number;
  readonly epoch: number;
  readonly at: string;
  readonly actor: Actor;
  /** The command's name, or method and path where the edge refused. */
  readonly action: string;
  readonly outcome: "allowed" | "refused";
  readonly code: string | null;
  /** What the command speaks of, where it says so; what it changed is in `changes`. */
  readonly target: { readonly type: string; readonly id: string } | null;
  readonly changes: readonly AggregateChange[];
  readonly correlationId: string;
  readonly address: string | null;
}

/** What a command did to one aggregate: its events, and the fields of its state that changed. */
export interface AggregateChange {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly events: readonly string[];
  /** Null where there was nothing before, or the log no longer says. */
  readonly before: Readonly<Record<string, unknown>> | null;
  /** Null where nothing is left. */
  readonly after: Readonly<Record<string, unknown>> | null;
}
