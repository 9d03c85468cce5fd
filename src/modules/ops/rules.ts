import { refusal } from "../../kernel/api/problem.ts";
import type { RebuildReason } from "../../kernel/delivery/rebuild.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import type { NewEvent } from "../../kernel/write/event.ts";
import { rebuildCompleted, rebuildRequested } from "./rebuilds/events.ts";
import type { Rebuild, SubscriptionResponse, SubscriptionStatus } from "./schema.ts";

export interface RebuildRequest {
  readonly kind: Rebuild["kind"];
  readonly subscription: string;
  readonly view: string | null;
  readonly fromSeq: number | null;
  readonly reason: RebuildReason;
}

/**
 * Only one rebuild runs at a time. A request by a person is refused while one is running. A rebuild that the
 * platform needs supersedes the running one, unless both do the same.
 */
export function decideRebuild(
  id: string,
  request: RebuildRequest,
  log: { readonly epoch: number; readonly head: number },
  running: Rebuild | undefined,
  now: number,
): Result<readonly NewEvent[]> {
  const at = new Date(now).toISOString();
  const requested = rebuildRequested.of(id, { ...request, ...log, requestedAt: at });
  if (running === undefined) return ok([requested]);
  if (request.reason === "requested")
    return refused(refusal("rebuild-running", `${running.id} is running: wait for it, or cancel it.`));
  if (running.reason === request.reason && running.epoch === log.epoch) return ok([]);
  const { aggregates } = running;
  return ok([
    rebuildCompleted.of(running.id, { outcome: "superseded", aggregates, settledAt: at }),
    requested,
  ]);
}

/** A reaction with this many open tasks takes no further events until some are finished. */
const mostOpenTasks = 1_000;

/** The state of a subscription. If several apply, the most informative one. */
export function stateOf(facts: {
  readonly parked: boolean;
  readonly halted: boolean;
  readonly attempts: number;
  readonly rebuilding: boolean;
  readonly lagEvents: number;
  /** Events that a reaction has taken and not finished. */
  readonly openTasks: number;
}): SubscriptionStatus["state"] {
  if (facts.halted) return "halted";
  if (facts.parked) return "parked";
  if (facts.openTasks >= mostOpenTasks) return "blocked";
  if (facts.attempts > 0) return "retrying";
  if (facts.rebuilding) return "rebuilding";
  return facts.lagEvents > 0 ? "behind" : "live";
}

const degradedAboveSeconds = 30;
const unhealthyAboveSeconds = 300;
/** Clocks of two machines differ by less. */
const toleratedSkewSeconds = 30;

/**
 * Health depends on the age of the oldest unprocessed event, not on the number of events. Rows that an open dead letter
 * left out are old for as long as it is open. An event from the future was written while the clock was ahead: nobody
 * knows how old it is.
 */
export function healthOf(lagSeconds: number, openDeadLetters: number): SubscriptionStatus["health"] {
  if (lagSeconds > unhealthyAboveSeconds) return "unhealthy";
  const isFromFuture = lagSeconds < -toleratedSkewSeconds;
  return lagSeconds > degradedAboveSeconds || isFromFuture || openDeadLetters > 0 ? "degraded" : "ok";
}

/** Orders subscriptions of several tenants: the least healthy first, then the oldest unprocessed event. */
export function worstFirst(a: SubscriptionResponse, b: SubscriptionResponse): number {
  return (
    severity[b.health] - severity[a.health] ||
    b.lagSeconds - a.lagSeconds ||
    (b.deadLetters ?? 0) - (a.deadLetters ?? 0) ||
    compare(a.tenantId, b.tenantId) ||
    compare(a.name, b.name)
  );
}

const severity = { ok: 0, degraded: 1, unhealthy: 2 } as const;

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What the read model alone knows of a subscription whose object does not answer. */
export function unreachable({
  subscription,
  epoch,
  seq,
}: {
  readonly subscription: string;
  readonly epoch: number;
  readonly seq: number;
}): SubscriptionStatus {
  return {
    name: subscription,
    follows: "events",
    epoch,
    ...{ position: seq, acknowledged: seq, head: seq, lagEvents: 0, lagSeconds: 0 },
    state: "unreachable",
    health: "unhealthy",
    ...{ attempts: 0, nextAttemptAt: null, error: null, parked: null, openTasks: 0, skipped: 0 },
    deadLetters: null,
  };
}
