import { type Actor, isAnonymous } from "../../src/kernel/access/actor.ts";
import { auditRetentionMs } from "../../src/kernel/delivery/audit.ts";
import type { Guarded } from "../../src/kernel/write/command.ts";
import type { NewEvent } from "../../src/kernel/write/event.ts";
import { eraseEntries } from "../erasure/erase-entries.ts";
import { readObject } from "../storage/object-row.ts";
import type { TransactionDeps } from "../write/deps.ts";
import type { Appended } from "../write/log.ts";
import { record } from "./audit-log.ts";

/** What a command did: its events, and their range in the log. Null if there are none. */
export interface Done {
  readonly command: string;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly traceparent?: string | undefined;
  readonly address?: string | undefined;
  readonly target: Guarded | null;
  readonly range: Appended | null;
  readonly events: readonly NewEvent[];
}

/** Writes what a command did to the audit log, in the command's transaction. */
export function auditDone(deps: TransactionDeps, done: Done, now: number): void {
  const { database } = deps.storage;
  const { actor, target, range, correlationId, address, traceparent } = done;
  const erased = range?.erased ?? [];
  const by = readObject(database).auditHead + 1;
  record(deps, {
    at: now,
    actor,
    action: done.command,
    outcome: "allowed",
    target,
    firstEvent: range?.first,
    lastEvent: range?.last,
    ...{ correlationId, address, traceparent },
    subject: guestSubject(deps, done),
    erases: erased.length === 0 ? null : eraseEntries(database, idsOf(erased), by),
  });
  deps.schedules.arm("trim-audit-log", now + auditRetentionMs);
  deps.schedules.arm("relay", now + deps.relayWithinMs);
}

/** Whether to audit a command without events. A shopper editing a cart is not audited. */
export function isAccountable(actor: Actor): boolean {
  return actor.kind !== "customer" && actor.id !== undefined;
}

function idsOf(aggregates: Appended["erased"]): readonly string[] {
  return aggregates.map(({ id }) => id);
}

/** What a guest's entry is about: the first thing in the events from which a person can be erased. Null for everybody else. */
function guestSubject({ registry }: TransactionDeps, { actor, events }: Done): string | null {
  if (!isAnonymous(actor)) return null;
  return events.find(({ aggregate }) => registry.erasableTypes.has(aggregate.type))?.aggregate.id ?? null;
}
