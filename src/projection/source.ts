import type { AuditLogEntry } from "../kernel/delivery/audit.ts";
import { type Subscription, understands } from "../kernel/delivery/subscription.ts";
import type { Statement } from "../kernel/storage/storage.ts";
import { type Envelope, upcastEnvelope } from "../kernel/write/event.ts";
import { forgetErased } from "./erasure/forget.ts";
import { recordChange } from "./positions/cache-tags.ts";
import type { Position } from "./positions/positions.ts";
import type { ProjectorDeps, TenantLog } from "./projector.ts";

/** What a subscription consumes: an event or an audit log entry. */
export type Item = Envelope | AuditLogEntry;

/** A slice of a log, and the bounds of the whole log. */
export interface Slice {
  readonly epoch: number;
  /** The log's head when the epoch began. */
  readonly beganAt: number;
  readonly oldest: number;
  readonly head: number;
  readonly items: readonly Item[];
}

/** A tenant's log that a subscription reads: the event log or the audit log. */
export interface Source {
  pull(after: number): Promise<Slice | null>;
  /** The number of leading items that the code is new enough to read. */
  understood(items: readonly Item[]): number;
  project(items: readonly Item[]): Promise<readonly Statement[]>;
}

/**
 * The maximum number of items in one D1 batch. Each batch costs calls to the object and statements of its own, so a backlog
 * drains twice as fast as with 200. More than this gains nothing. A pull of large events is bounded by its bytes.
 */
export const runLength = 500;

/** The items of the next batch. What has to take effect together is in one, however many events it is. */
export function firstRun(items: readonly Item[]): readonly Item[] {
  let length = Math.min(items.length, runLength);
  while (length < items.length && isTorn(items[length - 1])) length += 1;
  return items.slice(0, length);
}

/** About half of a run. What has to take effect together stays together, unless the run is nothing else. */
export function firstHalf(run: readonly Item[]): readonly Item[] {
  const middle = Math.ceil(run.length / 2);
  const before = whole(run.slice(0, middle));
  if (before.length > 0) return before;
  let end = middle;
  while (end < run.length && isTorn(run[end - 1])) end += 1;
  return run.slice(0, end < run.length ? end : middle);
}

/** The items without the beginning of what has to take effect together with later ones. */
export function whole(items: readonly Item[]): readonly Item[] {
  const end = items.findLastIndex((item) => !isTorn(item)) + 1;
  return items.slice(0, end);
}

/** Whether events that come later have to take effect together with the item. */
export function isTorn(item: Item | undefined): item is Envelope & { readonly commitSeq: number } {
  return item !== undefined && isEvent(item) && item.commitSeq !== undefined && item.seq < item.commitSeq;
}

/** Opens the log that a subscription consumes in one tenant. */
export function sourceOf(
  { registry, now }: Pick<ProjectorDeps, "registry" | "now">,
  log: TenantLog,
  subscription: Subscription,
  tenantId: string,
): Source {
  if (subscription.follows === "audit-log") {
    return {
      pull: (after) => log.auditLogAfter(after, runLength),
      understood: (items) => items.length,
      project: async (items) => subscription.project(items.filter(isEntry), tenantId),
    };
  }
  return {
    async pull(after) {
      const slice = await log.eventsAfter(after, runLength);
      // During a deployment, an object may still run older code and return envelopes in the older format.
      return slice === null ? null : { ...slice, items: slice.events.map(upcastEnvelope) };
    },
    understood(items) {
      const unknown = items.findIndex((item) => isEvent(item) && !understands(registry, item));
      return unknown === -1 ? items.length : unknown;
    },
    async project(items) {
      const events = items.filter(isEvent);
      const tags = subscription.cacheTags?.(events, tenantId) ?? [];
      return [
        ...(await subscription.project(events, tenantId)),
        ...forgetErased(registry, events, tenantId),
        ...recordChange(tenantId, tags, now()),
      ];
    },
  };
}

/** The delivered events that continue the position, in order, without duplicates, up to the first gap. */
export function joined(position: Position, delivered: readonly Envelope[]): readonly Envelope[] {
  const run: Envelope[] = [];
  // A position of epoch 0 is in no epoch yet. An earlier epoch's events may be events that a restore has undone.
  const epoch = position.epoch === 0 ? Math.max(...delivered.map((event) => event.epoch)) : position.epoch;
  for (const event of delivered.toSorted((a, b) => a.seq - b.seq)) {
    // An event from another epoch may have the expected number.
    if (event.epoch !== epoch) continue;
    const expected = (run.at(-1)?.seq ?? position.seq) + 1;
    if (event.seq === expected) run.push(event);
    else if (event.seq > expected) break;
  }
  return run;
}

function isEvent(item: Item): item is Envelope {
  return "aggregate" in item;
}

function isEntry(item: Item): item is AuditLogEntry {
  return "action" in item;
}
