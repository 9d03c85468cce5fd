import type { LogSlice } from "../../durable-objects/log.ts";
import type { Envelope } from "../kernel/event.ts";
import type { View } from "../kernel/module.ts";
import type { Registry } from "../kernel/registry.ts";
import type { ReadModel, Statement } from "../kernel/storage.ts";
import { movePosition, type Position, readPosition, wasOvertaken } from "./positions.ts";

/** The follower of every tenant's log that fills D1. */
export const readModelSubscription = "read-model";

export interface ProjectorDeps {
  readonly registry: Registry;
  /** Must read and write the primary. */
  readonly readModel: ReadModel;
  readonly eventsAfter: (tenantId: string, seq: number, limit: number) => Promise<LogSlice | null>;
  readonly acknowledge: (tenantId: string, epoch: number, seq: number) => Promise<void>;
  readonly report: (run: RunReport) => void;
}

export interface RunReport {
  readonly tenant: string;
  readonly from: number;
  readonly to: number;
  readonly events: number;
  readonly statements: number;
  readonly outcome: "projected" | "overtaken" | "parked";
  readonly traceparent?: string | undefined;
}

/** Events in one D1 batch at most. */
const runLength = 200;
/** Batches of one call; whoever rings again goes on from there. */
const mostRuns = 50;

/**
 * Brings one tenant's read model up to its log: what was delivered is used as far as it joins on, what is missing is
 * pulled. Every run is one batch of rows and position, so it happens wholly, once, or not at all.
 *
 * @returns the position reached, and the log's head where it was asked.
 */
export async function projectTenant(
  deps: ProjectorDeps,
  tenantId: string,
  delivered: readonly Envelope[] = [],
): Promise<{ readonly position: Position; readonly head: number }> {
  let position = await positionOf(deps, tenantId);
  let head = Math.max(position.seq, ...delivered.map(({ seq }) => seq));
  let acknowledged = false;
  for (let runs = 0; runs < mostRuns; runs += 1) {
    const next = await nextRun(deps, tenantId, position, runs === 0 ? delivered : []);
    head = Math.max(head, next.head);
    const run = readable(deps.registry, next.events.slice(0, runLength));
    const last = run.at(-1);
    if (last === undefined) {
      if (next.events.length > 0) reportRun(deps, tenantId, next.events, 0, "parked");
      break;
    }
    if (position.seq > 0 && position.epoch !== last.epoch) {
      // Another history than the one projected so far: only a rebuild can tell what still holds.
      reportRun(deps, tenantId, run, 0, "parked");
      break;
    }
    position = await projectRun(deps, tenantId, { epoch: last.epoch, seq: position.seq }, run);
    await deps.acknowledge(tenantId, position.epoch, position.seq);
    acknowledged = true;
    if (position.seq >= head && next.complete) break;
  }
  // A ring for what is already here was never answered: its acknowledgement was lost.
  if (!acknowledged && position.seq > 0) await deps.acknowledge(tenantId, position.epoch, position.seq);
  return { position, head };
}

/** Where the read model is. A tenant it has never heard of is at the beginning. */
export async function positionOf(
  deps: Pick<ProjectorDeps, "readModel">,
  tenantId: string,
): Promise<Position> {
  const [row] = await deps.readModel.all(readPosition(tenantId, readModelSubscription));
  return row === undefined ? { epoch: 0, seq: 0 } : { epoch: Number(row.epoch), seq: Number(row.seq) };
}

async function nextRun(
  deps: ProjectorDeps,
  tenantId: string,
  position: Position,
  delivered: readonly Envelope[],
) {
  const joined = contiguous(position, delivered);
  if (joined.length > 0) return { events: joined, head: joined.at(-1)?.seq ?? 0, complete: true };
  // Everything delivered is already covered: nothing to pull either, a later event brings its own ring.
  if (delivered.length > 0 && delivered.every(({ seq }) => seq <= position.seq)) {
    return { events: [], head: position.seq, complete: true };
  }
  const slice = await deps.eventsAfter(tenantId, position.seq, runLength);
  if (slice === null) return { events: [], head: 0, complete: true };
  return {
    events: slice.events,
    head: slice.head,
    complete: (slice.events.at(-1)?.seq ?? slice.head) >= slice.head,
  };
}

/** The delivered events that join on to the position, in order, without repeats, up to the first gap. */
function contiguous(position: Position, delivered: readonly Envelope[]): readonly Envelope[] {
  const joined: Envelope[] = [];
  for (const event of delivered.toSorted((a, b) => a.seq - b.seq)) {
    const wanted = (joined.at(-1)?.seq ?? position.seq) + 1;
    if (event.seq === wanted) joined.push(event);
    else if (event.seq > wanted) break;
  }
  return joined;
}

/** Events up to the first that this code is too old to understand: that one waits, and all behind it. */
function readable(registry: Registry, events: readonly Envelope[]): readonly Envelope[] {
  const unknown = events.findIndex(
    ({ type, version }) => version > (registry.eventByType.get(type)?.version ?? 0),
  );
  return unknown === -1 ? events : events.slice(0, unknown);
}

async function projectRun(
  deps: ProjectorDeps,
  tenantId: string,
  after: Position,
  run: readonly Envelope[],
): Promise<Position> {
  const to = run.at(-1)?.seq ?? after.seq;
  const statements = [
    movePosition(tenantId, readModelSubscription, after, to),
    ...projectionOf(deps.registry, tenantId, run),
  ];
  try {
    await deps.readModel.batch(statements);
  } catch (error) {
    if (!wasOvertaken(error)) throw error;
    reportRun(deps, tenantId, run, statements.length, "overtaken");
    return positionOf(deps, tenantId);
  }
  reportRun(deps, tenantId, run, statements.length, "projected");
  return { epoch: after.epoch, seq: to };
}

/** What all views make of a run, in their newest versions. */
export function projectionOf(
  registry: Registry,
  tenantId: string,
  run: readonly Envelope[],
): readonly Statement[] {
  const newest = run.map((event): Envelope => {
    const definition = registry.eventByType.get(event.type);
    if (definition === undefined) throw new Error(`no module declares the event ${event.type}`);
    return { ...event, version: definition.version, data: definition.upcast(event.version, event.data) };
  });
  return viewsOf(registry).flatMap((view) => {
    const wanted = newest.filter(({ type }) => view.consumes.includes(type));
    return wanted.length === 0 ? [] : view.project(wanted, tenantId);
  });
}

function viewsOf(registry: Registry): readonly View[] {
  return registry.modules.flatMap((module) => module.views);
}

function reportRun(
  deps: ProjectorDeps,
  tenant: string,
  run: readonly Envelope[],
  statements: number,
  outcome: RunReport["outcome"],
): void {
  deps.report({
    tenant,
    from: run[0]?.seq ?? 0,
    to: run.at(-1)?.seq ?? 0,
    events: run.length,
    statements,
    outcome,
    traceparent: run.at(-1)?.traceparent,
  });
}
