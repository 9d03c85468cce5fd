import * as z from "zod";
import { actorSchema } from "../../kernel/access/actor.ts";
import { rebuildReasons } from "../../kernel/delivery/rebuild.ts";
import { idText } from "../../kernel/values/id.ts";
import { defineState } from "../../kernel/write/state.ts";
import { opsIds } from "./ids.ts";

export const rebuildKind = z.enum(["rebuild", "replay"]);
export const rebuildStatus = z.enum(["running", "completed", "cancelled", "superseded"]);

/** The stored state and wire shape of a rebuild or replay. */
export const rebuild = z.object({
  id: idText(opsIds.rebuild),
  kind: rebuildKind,
  subscription: z.string(),
  view: z.string().nullable(),
  fromSeq: z.int().nullable(),
  reason: z.enum(rebuildReasons),
  status: rebuildStatus,
  epoch: z.int(),
  head: z.int(),
  aggregates: z.int(),
  requestedAt: z.iso.datetime(),
  settledAt: z.iso.datetime().nullable(),
});
export const rebuildState = defineState("rebuild", rebuild);
export type Rebuild = z.infer<typeof rebuild>;

/** The request body of a rebuild: the name of a view, or `all`. */
export const rebuildInput = z.strictObject({ view: z.string().min(1).max(64) });

export const replayInput = z.strictObject({
  subscription: z.string().min(1).max(64),
  fromSeq: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
});

export const settleInput = z.strictObject({ reason: z.string().trim().min(1).max(500) });
export const settleAllInput = settleInput.extend({ subscription: z.string().min(1).max(200).optional() });

/** Why processing an event failed. */
export const failureCode = z.enum([
  "outside-unavailable",
  "command-refused",
  "read-model-rejected",
  "processing-failed",
]);
export type FailureCode = z.infer<typeof failureCode>;

const aboutError = "Why it failed, in a sentence. Platform staff sees the error itself.";

/** The states of a subscription. */
export const states = [
  "live",
  "behind",
  "retrying",
  "parked",
  "rebuilding",
  "blocked",
  "halted",
  "unreachable",
] as const;

/** A subscription, with the error as it is stored. */
export const subscriptionStatus = z.object({
  name: z.string(),
  follows: z.enum(["events", "audit-log"]),
  epoch: z.int(),
  /** From the read model; the last acknowledged position if the read model is unavailable. */
  position: z.int(),
  /** The last position that was acknowledged to the object. */
  acknowledged: z.int(),
  head: z.int(),
  lagEvents: z.int(),
  lagSeconds: z.number(),
  state: z
    .enum(states)
    .describe("`unreachable`: the tenant's object does not answer. Only among all tenants."),
  health: z
    .enum(["ok", "degraded", "unhealthy"])
    .describe(
      "By the age of the oldest unprocessed event. At least `degraded` while there are open dead letters.",
    ),
  attempts: z.int(),
  nextAttemptAt: z.iso.datetime().nullable(),
  error: z.string().nullable().describe(aboutError),
  parked: z.object({ seq: z.int(), type: z.string(), version: z.int() }).nullable(),
  /** For a reaction: events it has taken from the log and not finished. They count as lag. */
  openTasks: z.int(),
  /** For a reaction: events that were trimmed before it could take them. */
  skipped: z.int(),
  /** Open dead letters. Null if the read model, which has them, is unavailable. */
  deadLetters: z.int().nullable(),
});
export type SubscriptionStatus = z.infer<typeof subscriptionStatus>;

/** The wire shape of a subscription. */
export const subscriptionResponse = subscriptionStatus.extend({
  tenantId: z.string(),
  errorCode: failureCode.nullable(),
});
export type SubscriptionResponse = z.infer<typeof subscriptionResponse>;

/** An event of the log. Data and state are in the versions in which they were written. */
export const eventShape = z.object({
  id: z.string(),
  epoch: z.int(),
  seq: z.int(),
  type: z.string(),
  version: z.int(),
  aggregate: z.object({ type: z.string(), id: z.string(), version: z.int() }),
  occurredAt: z.iso.datetime(),
  actor: actorSchema,
  correlationId: z.string(),
  causationId: z.string().nullable(),
  /** The trace of the request. */
  traceId: z.string().nullable(),
  data: z.unknown(),
  /**
   * The aggregate's state; null if it was deleted. Only the last event of an aggregate in a command has it.
   */
  state: z.unknown().optional(),
  stateVersion: z.int().optional(),
});
export type EventShape = z.infer<typeof eventShape>;

export const deadLetterStatus = z.enum(["open", "replayed", "discarded"]);

/** A dead letter, with the error as it is stored. */
export const storedDeadLetter = z.object({
  id: z.string(),
  tenantId: z.string(),
  subscription: z.string(),
  epoch: z.int(),
  seq: z.int(),
  type: z.string(),
  version: z.int(),
  aggregate: z.object({ type: z.string(), id: z.string(), version: z.int() }).nullable(),
  correlationId: z.string(),
  occurredAt: z.string(),
  attempts: z.int(),
  error: z.string().describe(aboutError),
  failedAt: z.iso.datetime(),
  status: deadLetterStatus,
  settledAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
});
export type DeadLetter = z.infer<typeof storedDeadLetter>;

/** The wire shape of a dead letter: an event that a subscription failed to process. */
export const deadLetterResponse = storedDeadLetter.extend({ errorCode: failureCode });

/** A dead letter with its event, while the log has it. */
export const openedDeadLetter = deadLetterResponse.extend({ event: eventShape.nullable() });

/** The number of dead letters of a subscription, by status. */
export const letterCount = z.object({ subscription: z.string(), status: z.string(), count: z.int() });
export type LetterCount = z.infer<typeof letterCount>;

/** The sizes of the object's log and audit log. */
export const sizes = z.object({ logBytes: z.int(), auditHead: z.int(), events: z.int() });
export type Sizes = z.infer<typeof sizes>;

/** The result of replaying several dead letters. */
export const replayedDeadLetters = z.object({ replayed: z.int(), failed: z.int(), remaining: z.int() });

/** The position of a subscription in the read model. */
export const knownPosition = z.object({ subscription: z.string(), epoch: z.int(), seq: z.int() });

/** The names of these shapes in the API. */
export const opsSchemas = {
  Rebuild: rebuild,
  RebuildInput: rebuildInput,
  ReplayInput: replayInput,
  DeadLetterInput: settleInput,
  ReplayDeadLettersInput: settleAllInput,
  ReplayedDeadLetters: replayedDeadLetters,
  Subscription: subscriptionResponse,
  Event: eventShape,
  DeadLetter: deadLetterResponse,
  DeadLetterWithEvent: openedDeadLetter,
  DeadLetterStatus: deadLetterStatus,
  FailureCode: failureCode,
};
