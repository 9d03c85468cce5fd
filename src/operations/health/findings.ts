import type { OutboxState } from "../../kernel/delivery/outbox.ts";

/** How a check ended. `unmigrated`: the database has no tables yet. */
export type CheckResult = "ok" | "silent" | "late" | "unmigrated" | "lost";

/** The kind of an open dead letter. */
export interface OpenLetter {
  readonly subscription: string;
  /** The event's type, or for an audit entry its action. */
  readonly type: string;
}

/** What the checks found. */
export interface Findings {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `lost`: the rows of the platform itself were deleted. */
  readonly readModel: CheckResult;
  readonly writer: CheckResult;
  /** The outbox of the platform's own object. Null if it did not say. */
  readonly outbox: OutboxState | null;
  /** Kinds of the newest open dead letters of all tenants. Null if the read model did not say. */
  readonly openLetters: readonly OpenLetter[] | null;
}
