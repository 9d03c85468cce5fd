import type { FailedAttempt, Verdict } from "../../../durable-objects/delivery/attempts.ts";
import type { AuditLogEntry } from "../../../src/kernel/delivery/audit.ts";
import type { Subscription } from "../../../src/kernel/delivery/subscription.ts";
import { createRegistry } from "../../../src/kernel/registry.ts";
import type { Envelope } from "../../../src/kernel/write/event.ts";
import { modules } from "../../../src/modules.ts";
import { follow } from "../../../src/projection/follow.ts";
import type { Position } from "../../../src/projection/positions/positions.ts";
import { projectorVersion } from "../../../src/projection/positions/version.ts";
import type { ProjectorDeps, RunReport, TenantLog } from "../../../src/projection/projector.ts";
import { openReadModel } from "../../support/node/read-model.ts";
import { notes, readModelTable } from "../../support/notes/index.ts";
import { auditEntry, noteEvent, tenantId } from "../given.ts";

const registry = createRegistry([...modules, notes]);

/** A log with so many events, of which an object hands out a few at a time. */
interface Given {
  readonly events?: number;
  readonly epoch?: number;
  readonly beganAt?: number;
  readonly oldest?: number;
  readonly atOnce?: number;
  /** The events at which the projection throws. */
  readonly failing?: readonly number[];
  /** The first and the last event of a transaction whose events take effect together. */
  readonly together?: readonly [first: number, last: number];
  /** The event that the code is too old to read. */
  readonly newer?: number;
  readonly follows?: Subscription["follows"];
  readonly verdict?: Verdict | null;
  /** What the object answers to how far it believes the subscription to be. */
  readonly acknowledged?: Position | null;
}

/** One subscription of one tenant, without the tenant's object. What it calls of the object is listed in `calls`. */
export function openSubscription(given: Given = {}) {
  const { epoch = 1, beganAt = 0, oldest = 1, atOnce = 200, failing = [], follows = "events" } = given;
  const head = given.events ?? 0;
  const readModel = openReadModel();
  readModel.run(readModelTable);
  const calls: (readonly [name: string, ...unknown[]])[] = [];
  const reports: RunReport[] = [];
  const failures: FailedAttempt[] = [];

  const slice = <Item>(after: number, one: (seq: number) => Item) => {
    const first = Math.max(after + 1, oldest);
    const count = Math.max(0, Math.min(atOnce, head - first + 1));
    return {
      epoch,
      beganAt,
      oldest,
      head,
      items: Array.from({ length: count }, (_, index) => one(first + index)),
    };
  };
  const note =
    (name: string) =>
    async (...args: readonly unknown[]) =>
      void calls.push([name, ...args]);
  const log: Partial<TenantLog> = {
    async eventsAfter(after) {
      calls.push(["pulled", after]);
      const { items, ...bounds } = slice(after, (seq) => ({
        ...noteEvent(seq),
        ...commitOf(given, seq),
        epoch,
        version: seq === given.newer ? 9 : 2,
      }));
      return { ...bounds, events: items };
    },
    auditLogAfter: async (after) => slice(after, (seq) => ({ ...auditEntry(seq), epoch })),
    acknowledge: note("acknowledged"),
    acknowledgedPosition: async () => given.acknowledged ?? null,
    movedBack: note("movedBack"),
    parked: note("parked"),
    needsRebuild: note("needsRebuild"),
    outdated: note("outdated"),
    aheadOfLog: note("aheadOfLog"),
    async failed(attempt) {
      failures.push(attempt);
      return given.verdict ?? null;
    },
  };

  const project = (run: readonly (Envelope | AuditLogEntry)[]) => {
    if (run.some(({ seq }) => failing.includes(seq))) throw new TypeError("no such field");
    // A second projection of the same event violates the primary key.
    return run.map(({ seq }) => ({
      sql: "INSERT INTO notes (tenant_id, id, version) VALUES (?1, ?2, 1)",
      params: [tenantId, `n${seq}`],
    }));
  };
  const subscription: Subscription =
    follows === "events"
      ? { name: "listing", follows, project, projectState: () => [] }
      : { name: "listing", follows, project };
  const deps: ProjectorDeps = {
    registry: { ...registry, subscriptionByName: new Map([["listing", subscription]]) },
    readModel,
    log: () => log as TenantLog,
    now: () => Date.parse("2026-03-01T12:00:00Z"),
    random: () => 0.5,
    report: (run) => void reports.push(run),
    outside: Object.create(null),
  };
  return {
    ...{ readModel, deps, log, calls, reports, failures },
    /** What the object was told, besides that it was asked for events. */
    told: () => calls.filter(([name]) => name !== "pulled"),
    pulls: () => calls.filter(([name]) => name === "pulled").map(([, after]) => after),
    isAt(seq: number, of = 1, projector = projectorVersion) {
      readModel.run(`INSERT INTO positions (tenant_id, subscription, epoch, seq, projector, projector_seq)
        VALUES ('${tenantId}', 'listing', ${of}, ${seq}, ${projector}, ${seq})`);
    },
    position: () => readModel.rows("SELECT epoch, seq FROM positions")[0],
    projected: () => readModel.rows("SELECT id FROM notes").length,
    run: (...delivered: readonly Envelope[]) => follow(deps, tenantId, "listing", delivered),
  };
}

/** What an event says of the transaction that it is part of. */
export function commitOf({ together }: Pick<Given, "together">, seq: number): Pick<Envelope, "commitSeq"> {
  return together !== undefined && seq >= together[0] && seq <= together[1] ? { commitSeq: together[1] } : {};
}
