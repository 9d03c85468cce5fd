import type { AuditLogEntry } from "../kernel/delivery/audit.ts";
import { type Subscription, understands } from "../kernel/delivery/subscription.ts";
import type { Registry } from "../kernel/registry.ts";
import type { Statement } from "../kernel/storage/storage.ts";
import { type Envelope, upcastEnvelope } from "../kernel/write/event.ts";
import type { Position } from "./positions/positions.ts";
import type { TenantLog } from "./projector.ts";

/** What a follower is handed: an event or an entry of the journal. */
export type Item = Envelope | AuditLogEntry;

/** A stretch of what is followed, and where all of it begins and ends. */
export interface Slice {
  readonly epoch: number;
  /** Where it all stood when the epoch began. */
  readonly beganAt: number;
  readonly oldest: number;
  readonly head: number;
  readonly items: readonly Item[];
}

/** What a follower reads, whatever it is: the log or the journal of one tenant. */
export interface Source {
  pull(after: number): Promise<Slice | null>;
  /** How many of the items, from the first on, the code is new enough to understand. */
  understood(items: readonly Item[]): number;
  project(items: readonly Item[]): readonly Statement[];
}

/** Items in one D1 batch at most. */
export const runLength = 200;

/** Reads and projects what a subscription follows in one tenant. */
export function sourceOf(
  registry: Registry,
  log: TenantLog,
  subscription: Subscription,
  tenantId: string,
): Source {
  if (subscription.follows === "audit-log") {
    return {
      pull: (after) => log.auditLogAfter(after, runLength),
      understood: (items) => items.length,
      project: (items) => subscription.project(items.filter(isEntry), tenantId),
    };
  }
  return {
    async pull(after) {
      const slice = await log.eventsAfter(after, runLength);
      // An object that still runs the code before this answers with envelopes of its own time.
      return slice === null ? null : { ...slice, items: slice.events.map(upcastEnvelope) };
    },
    understood(items) {
      const unknown = items.findIndex((item) => isEvent(item) && !understands(registry, item));
      return unknown === -1 ? items.length : unknown;
    },
    project: (items) => subscription.project(items.filter(isEvent), tenantId),
  };
}

/** The delivered events that join on to the position, in order, without repeats, up to the first gap. */
export function joined(position: Position, delivered: readonly Envelope[]): readonly Envelope[] {
  const run: Envelope[] = [];
  for (const event of delivered.toSorted((a, b) => a.seq - b.seq)) {
    // An event of another life of the object may have the number that is wanted.
    if (position.epoch !== 0 && event.epoch !== position.epoch) continue;
    const wanted = (run.at(-1)?.seq ?? position.seq) + 1;
    if (event.seq === wanted) run.push(event);
    else if (event.seq > wanted) break;
  }
  return run;
}

function isEvent(item: Item): item is Envelope {
  return "aggregate" in item;
}

function isEntry(item: Item): item is AuditLogEntry {
  return "action" in item;
}
