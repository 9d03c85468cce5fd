import { isNotNow } from "../../platform/not-now.ts";

/**
 * The kind of a read model failure. `transient`: not caused by the events, so the same batch is retried.
 * `permanent`: the batch itself is wrong. `unknown`: the caller must check whether the database is available.
 */
export type FailureKind = "transient" | "permanent" | "unknown";

/** The read model is down, or its breaker is open. It doesn't count as a failed attempt at any event. */
export class ReadModelUnavailable extends Error {
  /** In milliseconds from now. */
  readonly retryAfterMs: number;
  constructor(retryAfterMs: number, cause?: unknown) {
    super("the read model is not available", { cause });
    this.retryAfterMs = retryAfterMs;
  }
}

/** Error messages of D1 and SQLite for statements that fail on every retry. */
const permanentFailure =
  /constraint failed|no such (?:table|column|index|function)|has no column|already exists|syntax error|datatype mismatch|malformed json|cannot store|too many sql variables|too many terms|string or blob too big|wrong number of parameter|D1_TYPE_ERROR|SQLITE_(?:CONSTRAINT|MISMATCH|RANGE|TOOBIG)/i;

/** Classifies a failed D1 batch by its error message. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof ReadModelUnavailable) return "transient";
  // Messages about D1 itself take precedence over SQLite's messages about the statement.
  if (isNotNow(error)) return "transient";
  return permanentFailure.test(error instanceof Error ? error.message : String(error))
    ? "permanent"
    : "unknown";
}

/** A short text of an error, to show with a dead letter. */
export function failureText(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 1_000);
}
