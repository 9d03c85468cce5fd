import { isNotNow } from "../../platform/not-now.ts";

/**
 * What a failure of the read model says. `transient`: nothing about the events, so the same batch is tried again.
 * `permanent`: the batch itself is wrong. `unknown`: whoever asks has to find out whether the database is there at all.
 */
export type FailureKind = "transient" | "permanent" | "unknown";

/** The read model was not there, or would not be asked: nothing is held against any event. */
export class ReadModelUnavailable extends Error {
  /** In milliseconds from now. */
  readonly retryAfterMs: number;
  constructor(retryAfterMs: number, cause?: unknown) {
    super("the read model is not available", { cause });
    this.retryAfterMs = retryAfterMs;
  }
}

/** SQLite's words for what will never do. */
const never =
  /constraint failed|no such (?:table|column|index|function)|has no column|already exists|syntax error|datatype mismatch|malformed json|cannot store|too many sql variables|too many terms|string or blob too big|wrong number of parameter|D1_TYPE_ERROR|SQLITE_(?:CONSTRAINT|MISMATCH|RANGE|TOOBIG)/i;

/** Tells failures of a D1 batch apart by what D1 says. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof ReadModelUnavailable) return "transient";
  // What D1 says of itself comes before what SQLite says of the statement.
  if (isNotNow(error)) return "transient";
  return never.test(error instanceof Error ? error.message : String(error)) ? "permanent" : "unknown";
}

/** In a word or two, for whoever looks at a dead letter. */
export function failureText(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 1_000);
}
