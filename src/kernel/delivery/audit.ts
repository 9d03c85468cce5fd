import type { Actor } from "../access/actor.ts";

/** How long audit log entries are retained, in the object and in the audit trail. */
export const auditRetentionMs = 400 * 24 * 60 * 60 * 1000;

/** One action that was performed or refused, as subscriptions to the audit log see it. */
export interface AuditLogEntry {
  /** Gap-free per tenant. Independent of the event log's seq. */
  readonly seq: number;
  readonly epoch: number;
  readonly at: string;
  readonly actor: Actor;
  /**
   * The command's name, the method and path if the edge refused the request, or `countedRefusals` for an entry that
   * counts refusals.
   */
  readonly action: string;
  readonly outcome: "allowed" | "refused";
  readonly code: string | null;
  /** The aggregate the command names, if any. What the command changed is in `changes`. */
  readonly target: { readonly type: string; readonly id: string } | null;
  readonly changes: readonly AggregateChange[];
  /** Every resource that the command's events name, so that it finds the entry. Absent in entries of an older object. */
  readonly touched?: readonly { readonly type: string; readonly id: string }[];
  readonly correlationId: string;
  /** The trace of the request. Null for an entry that was written before traces were, or without one. */
  readonly traceId: string | null;
  readonly address: string | null;
  /** What the entry counts, if it stands for refusals that were not written one by one. Absent in entries of an older object. */
  readonly counted?: RefusalCount | null;
  /**
   * The hash of the entry, which covers the hash of the entry before. Null for an entry that was written before hashes were.
   * Absent in entries of an older object.
   */
  readonly hash?: string | null;
  /** The SHA-256 of its `trailText`, base64url. Absent in entries of an older object. */
  readonly digest?: string;
  /** Set on an entry with which a person was erased. */
  readonly erases?: Erasures | null;
}

/** What was erased with an entry: persons from resources, and from the entries about them. */
export interface Erasures {
  /** The ids of the resources. */
  readonly resources: readonly string[];
  readonly entries: readonly ErasedEntry[];
}

/** An entry from which an address was erased. */
export interface ErasedEntry {
  readonly epoch: number;
  readonly seq: number;
  /** The hash it had, which the next entry carries. Null for an entry from before hashes. */
  readonly hash: string | null;
  /** The hash of what is left. */
  readonly digest: string;
  /** Whether it still names its request. */
  readonly hasRequest: boolean;
}

/** An entry as the audit trail stores it: lists and records are JSON. */
export interface TrailRow
  extends Pick<AuditLogEntry, "seq" | "epoch" | "at" | "action" | "outcome" | "code"> {
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly resources: string;
  readonly changes: string;
  readonly correlationId: string;
  readonly address: string | null;
  readonly counted: string | null;
  readonly traceId: string | null;
  readonly hash: string | null;
  /** The ids of the resources from which a person was erased. */
  readonly erases: string | null;
}

type Entry = Omit<AuditLogEntry, "digest">;

/** The row of an entry in the audit trail. */
export function trailRowOf(entry: Entry): TrailRow {
  const { seq, epoch, at, actor, action, outcome, code, changes, correlationId, address, traceId } = entry;
  const { counted = null, hash = null, erases = null } = entry;
  return {
    ...{ seq, epoch, at, action, outcome, code, correlationId, address, traceId, hash },
    actorKind: actor.kind,
    actorId: actor.id ?? null,
    resources: JSON.stringify(resourcesOf(entry)),
    changes: JSON.stringify(changes),
    counted: counted === null ? null : JSON.stringify(counted),
    erases: erases === null ? null : JSON.stringify(erases.resources),
  };
}

/** The target of the command, and every resource that it changed or that its events name. */
export function resourcesOf({ target, changes, touched }: Entry): readonly Resource[] {
  const changed = (touched ?? changes).map(({ type, id }) => ({ type, id }));
  const targeting = target === null || changed.some(({ id }) => id === target.id) ? [] : [target];
  return [...targeting, ...changed];
}

type Resource = { readonly type: string; readonly id: string };

/** A row of the audit trail as one text. Its SHA-256 is stored with it. */
export function trailText(row: TrailRow): string {
  const { seq, epoch, at, actorKind, actorId, action, outcome, code, resources, changes } = row;
  const done = [seq, epoch, at, actorKind, actorId, action, outcome, code, resources, changes];
  const covered = [...done, row.correlationId, row.address, row.counted, row.traceId, row.hash];
  return JSON.stringify(row.erases === null ? covered : [...covered, row.erases]);
}

/** What the trail shows of an entry that was erased from it, as one text: what the log has too. */
export function erasedText(row: Omit<TrailRow, "resources" | "changes" | "address" | "counted" | "erases">) {
  const { seq, epoch, at, actorKind, actorId, action, outcome, code, correlationId, traceId, hash } = row;
  return JSON.stringify([
    ...[seq, epoch, at, actorKind, actorId, action, outcome, code, correlationId, traceId, hash],
  ]);
}

/** An entry of the log, and whether it is the one that the next entry follows. */
export interface ChainLink {
  readonly epoch: number;
  readonly seq: number;
  /** Null for an entry that is missing, or was written before hashes were. */
  readonly hash: string | null;
  /** `erased`: personal data was taken out, as a later entry says, and what is left is intact. */
  readonly state: "intact" | "changed" | "missing" | "erased";
  /** The SHA-256 of the entry's `erasedText`. Absent for a missing one, and in links of an older object. */
  readonly rest?: string | undefined;
}

/** Some links in the order of the log. */
export interface ChainSlice {
  /** Without entries that have expired. */
  readonly links: readonly ChainLink[];
  /** The last entry that was checked. */
  readonly last: number;
  /** Whether there are further ones. */
  readonly more: boolean;
}

/** The action of an entry that counts refusals. */
export const countedRefusals = "audit.countRefusals";

/** Refusals of one caller that were not written one by one. `at` of the entry is when the count ended. */
export interface RefusalCount {
  readonly refusals: number;
  readonly since: string;
  /** How many by problem code, by operation and by address. Beyond 20 different ones, the rest is `other`. */
  readonly codes: Readonly<Record<string, number>>;
  readonly operations: Readonly<Record<string, number>>;
  readonly addresses: Readonly<Record<string, number>>;
}

/**
 * What a command did to one aggregate: its events, and what changed in its state. A list whose items have ids contains
 * those that changed. A value that is too long is cut, and says so.
 */
export interface AggregateChange {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly events: readonly string[];
  /** Null if the aggregate didn't exist before, or if the log no longer contains its earlier state. */
  readonly before: Readonly<Record<string, unknown>> | null;
  /** Null if the aggregate was deleted. */
  readonly after: Readonly<Record<string, unknown>> | null;
}
