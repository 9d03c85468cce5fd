import type { ParkedEvent } from "../../durable-objects/delivery/subscriptions.ts";
import { readModelName } from "../kernel/delivery/subscription.ts";
import type { Envelope } from "../kernel/write/event.ts";
import { checkContinuity } from "./positions/log-continuity.ts";
import { type Position, positionOf, projectedPositionOf } from "./positions/positions.ts";
import type { ProjectorDeps } from "./projector.ts";
import { projectRun, type Step, type StoppedBy } from "./run.ts";
import { firstRun, type Item, isTorn, joined, type Slice, sourceOf, whole } from "./source.ts";
import { report, type Work } from "./work.ts";

/** The position a subscription reached, the log's head, and what stopped it, if anything. */
export interface Followed {
  readonly position: Position;
  readonly head: number;
  readonly stoppedBy: StoppedBy;
}

/**
 * Brings one tenant's views up to date with its log. Uses the delivered events that continue the position.
 */
export function projectTenant(
  deps: ProjectorDeps,
  tenantId: string,
  delivered: readonly Envelope[] = [],
): Promise<Followed> {
  return follow(deps, tenantId, readModelName, delivered);
}

/** Batches per call. The next notification continues from there. */
const maxRuns = 50;

/**
 * Brings one subscription of one tenant up to date. Uses the delivered events that continue the position, and
 * pulls the missing ones. Each run writes its rows and the position in one batch, so it applies exactly once
 * or not at all.
 *
 * @throws If the read model or the object is unavailable. Failures of an event are handled here.
 */
export async function follow(
  deps: ProjectorDeps,
  tenantId: string,
  name: string,
  delivered: readonly Envelope[] = [],
): Promise<Followed> {
  const subscription = deps.registry.subscriptionByName.get(name);
  if (subscription === undefined) return { position: { epoch: 0, seq: 0 }, head: 0, stoppedBy: "nothing" };
  const log = deps.log(tenantId);
  const work = { deps, tenantId, subscription, source: sourceOf(deps, log, subscription, tenantId) };

  const { position: started, isOutdated } = await projectedPositionOf(deps, tenantId, name);
  if (isOutdated && subscription.follows === "events") await log.outdated(name);
  let position = started;
  let head = Math.max(position.seq, ...delivered.map(({ seq }) => seq));
  let stoppedBy: StoppedBy = "nothing";
  let acknowledged = false;
  for (let runs = 0; runs < maxRuns && stoppedBy === "nothing"; runs += 1) {
    const slice = await completed(work, await nextSlice(work, position, runs === 0 ? delivered : []));
    head = Math.max(head, slice.head);
    const continuity = await checkContinuity(work, position, slice);
    if (continuity !== "joins") {
      stoppedBy = continuity.stoppedBy;
      if (stoppedBy !== "nothing") break;
      position = continuity.position;
      continue;
    }
    if (slice.items.length === 0) break;
    const step = await takeStep(work, position, slice);
    stoppedBy = step.stoppedBy;
    if (step.position.seq === position.seq) break;
    position = step.position;
    await log.acknowledge(name, position.epoch, position.seq);
    acknowledged = true;
    if (position.seq >= head) break;
  }
  // Nothing is left of what was acknowledged, or so little that one call does not bring it back.
  if (started.epoch === 0 || (stoppedBy === "nothing" && position.seq < head))
    await noticeLoss(work, position);
  // A notification for events that are already projected means that their acknowledgement was lost.
  if (!acknowledged && position.seq > 0) await log.acknowledge(name, position.epoch, position.seq);
  return { position, head, stoppedBy };
}

/** Tells the object if the read model is behind what was once acknowledged: it was emptied, or put back. */
async function noticeLoss(
  { deps, tenantId, subscription: { name } }: Work,
  position: Position,
): Promise<void> {
  const log = deps.log(tenantId);
  const acknowledged = await log.acknowledgedPosition(name);
  if (acknowledged === null || acknowledged.seq <= position.seq) return;
  // Another worker may have moved both meanwhile. The read model is always moved first.
  const current = await positionOf(deps, tenantId, name);
  const isOfEpoch = current.epoch === 0 || current.epoch === acknowledged.epoch;
  if (isOfEpoch && current.seq < acknowledged.seq) await log.movedBack(name, current);
}

async function nextSlice(work: Work, position: Position, delivered: readonly Envelope[]): Promise<Slice> {
  const [first, ...more] = joined(position, delivered);
  if (first !== undefined) {
    const items = [first, ...more];
    const head = items.at(-1)?.seq ?? first.seq;
    return { epoch: first.epoch, beganAt: 0, oldest: 1, head, items };
  }
  const { epoch, seq: reached } = position;
  const nothing = { epoch, beganAt: 0, oldest: 1, head: reached, items: [] };
  // All delivered events are already projected. There is nothing to pull: a later event sends its own
  // notification.
  const covered = (event: Envelope) => event.epoch === epoch && event.seq <= reached;
  if (delivered.length > 0 && delivered.every(covered)) return nothing;
  return (await work.source.pull(position.seq)) ?? nothing;
}

/** A slice with the rest of the transaction that it ends in, if events of that take effect together. */
async function completed({ source }: Work, slice: Slice): Promise<Slice> {
  let items = slice.items;
  for (let last = items.at(-1); isTorn(last); last = items.at(-1)) {
    const more = await source.pull(last.seq);
    // The object is not there: the rest is pulled another time.
    if (more === null) return { ...slice, items: whole(items) };
    const rest = more.epoch === slice.epoch ? more.items.filter(({ seq }) => seq <= last.commitSeq) : [];
    if (rest.length === 0) break;
    items = [...items, ...rest];
  }
  return { ...slice, items, head: Math.max(slice.head, items.at(-1)?.seq ?? 0) };
}

async function takeStep(work: Work, position: Position, slice: Slice): Promise<Step> {
  const { deps, tenantId, subscription, source } = work;
  const items = firstRun(slice.items);
  const run = items.slice(0, source.understood(items));
  const [next] = items;
  if (run.length === 0 && next !== undefined) {
    await deps.log(tenantId).parked(subscription.name, parkedEvent(next));
    report(work, items, 0, "parked");
    return { position, stoppedBy: "newer-event" };
  }
  return projectRun(work, { epoch: slice.epoch, seq: position.seq }, run);
}

function parkedEvent(next: Item): ParkedEvent {
  if (!("aggregate" in next)) return { seq: next.seq, type: "", version: 1 };
  const { seq, type, version, aggregate, stateVersion } = next;
  return { seq, type, version, aggregate: { type: aggregate.type }, stateVersion };
}
