import type { Statement } from "../storage/storage.ts";
import type { Envelope } from "../write/event.ts";

/** One attempt of a reaction at an event, as its log may keep it. */
export interface LoggedAttempt {
  readonly event: Envelope;
  /** The target's id, or null for a reaction without targets. */
  readonly target: string | null;
  /** `retrying`: it failed, and is tried again. `failed`: it failed for good. */
  readonly outcome: "done" | "retrying" | "failed";
  readonly error: string | null;
  /** What the reaction has noted of the attempt. */
  readonly note: unknown;
  readonly durationMs: number;
  /** When it ended, in milliseconds since 1970. */
  readonly at: number;
}

/**
 * A reaction's own log of its attempts, rows of the read model. It is written before the attempts are settled, so an attempt
 * may be there twice but none is missing, and in one batch for attempts that finish together. What it can't write is lost:
 * no event waits for the read model.
 */
export interface ReactionLog {
  write(attempts: readonly LoggedAttempt[], tenantId: string): readonly Statement[];
  /** Forgets aggregates from which a person was erased. What comes late must not be written any more. */
  forget(aggregateIds: readonly string[], tenantId: string): readonly Statement[];
  /** Removes what is too old at an instant, in milliseconds since 1970. */
  sweep(now: number): readonly Statement[];
}
