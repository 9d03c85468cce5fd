import { z } from "zod";
import { actorSchema } from "../../kernel/access/actor.ts";
import { rebuildReasons } from "../../kernel/delivery/rebuild.ts";
import { idText } from "../../kernel/values/id.ts";
import { defineState } from "../../kernel/write/state.ts";
import { opsIds } from "./ids.ts";

export const rebuildKind = z.enum(["rebuild", "replay"]);
export const rebuildStatus = z.enum(["running", "completed", "cancelled", "superseded"]);

/** A rebuild or replay: its state, and its wire shape. */
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

/** What a person gives who asks for one: the name of a view, or `all`. */
export const rebuildInput = z.object({ view: z.string().min(1).max(64) }).strict();

export const replayInput = z
  .object({
    subscription: z.string().min(1).max(64),
    fromSeq: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  })
  .strict();

export const settleInput = z.object({ reason: z.string().trim().min(1).max(500) }).strict();
export const settleAllInput = settleInput.extend({ subscription: z.string().min(1).max(200).optional() });

const states = ["live", "behind", "retrying", "parked", "rebuilding", "blocked", "halted"] as const;

/** How one follower is: the wire shape. */
export const subscriptionResponse = z.object({
  name: z.string(),
  follows: z.enum(["events", "audit-log"]),
  epoch: z.int(),
  /** As the read model has it; the object's own knowledge where that cannot be asked. */
  position: z.int(),
  /** As the object has been told. */
  acknowledged: z.int(),
  head: z.int(),
  lagEvents: z.int(),
  lagSeconds: z.number(),
  state: z.enum(states),
  health: z.enum(["ok", "degraded", "unhealthy"]),
  attempts: z.int(),
  nextAttemptAt: z.iso.datetime().nullable(),
  error: z.string().nullable(),
  parked: z.object({ seq: z.int(), type: z.string(), version: z.int() }).nullable(),
  /** For a reaction: events it has taken over from the log and not finished. They count as lag. */
  openTasks: z.int(),
  /** For a reaction: events that were trimmed before it had room for them. */
  skipped: z.int(),
});
export type SubscriptionResponse = z.infer<typeof subscriptionResponse>;

/** An event of the log. Data and state are in the versions they were written in. */
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
  data: z.unknown(),
  /** The aggregate's state, null once it is deleted. Only the last event of an aggregate in a command has it. */
  state: z.unknown().optional(),
  stateVersion: z.int().optional(),
});
export type EventShape = z.infer<typeof eventShape>;

export const deadLetterStatus = z.enum(["open", "replayed", "discarded"]);

/** What a follower could not project: the wire shape. */
export const deadLetterResponse = z.object({
  id: z.string(),
  subscription: z.string(),
  epoch: z.int(),
  seq: z.int(),
  type: z.string(),
  version: z.int(),
  aggregate: z.object({ type: z.string(), id: z.string(), version: z.int() }).nullable(),
  correlationId: z.string(),
  occurredAt: z.string(),
  attempts: z.int(),
  error: z.string(),
  failedAt: z.iso.datetime(),
  status: deadLetterStatus,
  settledAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
});
export type DeadLetter = z.infer<typeof deadLetterResponse>;

/** One of them with its event, as long as the log has it. */
export const openedDeadLetter = deadLetterResponse.extend({ event: eventShape.nullable() });

/** How many dead letters a subscription has, by status. */
export const letterCount = z.object({ subscription: z.string(), status: z.string(), count: z.int() });
export type LetterCount = z.infer<typeof letterCount>;

/** What the object takes up. */
export const sizes = z.object({ logBytes: z.int(), auditHead: z.int(), events: z.int() });
export type Sizes = z.infer<typeof sizes>;

/** What came of replaying several. */
export const replayedDeadLetters = z.object({ replayed: z.int(), failed: z.int(), remaining: z.int() });
