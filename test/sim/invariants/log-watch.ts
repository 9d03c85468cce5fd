import { z } from "zod";
import { type Envelope, envelopeVersion } from "../../../src/kernel/write/event.ts";
import type { Clients } from "../clients/requests.ts";
import { Broken } from "../violation.ts";
import type { Host } from "../world/object/host.ts";
import { simulatedModules } from "../world/world.ts";
import { createExpiryWatch } from "./log/expiry.ts";
import { createOwnerWatch } from "./log/owners.ts";
import { createShelfWatch } from "./log/shelves.ts";
import { createTenancyWatch, type Tenancy } from "./log/tenancy.ts";
import { checkOrder, createNumbers } from "./orders.ts";
import { checkPromotions } from "./promotions.ts";

/** What has been observed in one tenant's log. */
export interface LogWatch {
  /** Reads and checks new rows. */
  readonly look: () => void;
  readonly head: () => number;
  readonly auditHead: () => number;
  /** The effect of a request, or undefined if it has had none yet. */
  readonly effectOf: (correlationId: string) => Effect | undefined;
  /** Events or audit entries after one number and up to another, with what distinguishes them from other epochs. */
  readonly between: (what: "events" | "entries", after: number, to: number) => readonly Known[];
  /** Whether an event is in the log. */
  readonly has: (eventId: string) => boolean;
  /** Every event of this epoch, as it was committed. */
  readonly events: () => readonly Envelope[];
  /** An order that should have expired by now; null if there is none. */
  readonly overdue: (now: number) => string | null;
  /** Whether the tenant is suspended, and which modules are off. */
  readonly tenancy: () => Tenancy;
  /** The object was restored to an earlier time. Discards everything after it. */
  readonly putBack: () => void;
}

export interface Known {
  readonly id: string;
  readonly epoch: number;
  readonly seq: number;
}

export interface Effect {
  readonly last: number | null;
}

/** A row of the log, by column name. */
interface EventRow extends Known {
  readonly [column: string]: unknown;
  readonly version: number;
  readonly data: string;
}

interface AuditRow extends Known {
  readonly outcome: string;
  readonly correlation: string;
  readonly last: number | null;
}

const placed = z.looseObject({ number: z.int() });
const eventsSince = "SELECT * FROM events WHERE seq > ?1 ORDER BY seq";
const auditSince =
  "SELECT '' AS id, epoch, seq, outcome, correlation_id AS correlation, last_event AS last FROM audit_log WHERE seq > ?1 ORDER BY seq";

export function createLogWatch(host: Host, clients: Clients): LogWatch {
  const seen: EventRow[] = [];
  const ids = new Set<string>();
  const entries: AuditRow[] = [];
  const numbers = createNumbers();
  const expiry = createExpiryWatch();
  const owners = createOwnerWatch(clients);
  const shelves = createShelfWatch();
  const tenancy = createTenancyWatch(simulatedModules);
  const changedOrders = new Set<string>();
  const lastByAggregate = new Map<string, { readonly version: number; readonly correlation: string }>();
  const effectByCorrelation = new Map<string, Effect>();

  const readEvent = (row: EventRow) => {
    if (row.seq !== seen.length + 1)
      throw new Broken("the log has no gaps", `${row.seq} follows ${seen.length}`);
    seen.push(row);
    ids.add(row.id);
    const aggregate = `${row.aggregate_type} ${row.aggregate_id}`;
    const correlation = String(row.correlation_id);
    const version = Number(row.aggregate_version);
    const before = lastByAggregate.get(aggregate);
    const grown = (before?.version ?? 0) + (before?.correlation === correlation ? 0 : 1);
    if (version !== grown)
      throw new Broken("versions grow by one", `${aggregate} is at ${version} after ${before?.version ?? 0}`);
    lastByAggregate.set(aggregate, { version, correlation });
    const { type, data } = { type: String(row.type), data: row.data };
    expiry.read({ type, aggregate: String(row.aggregate_id), occurredAt: String(row.occurred_at), data });
    owners.read({ type, aggregate: String(row.aggregate_id), correlation, data });
    shelves.read({ type, correlation, data });
    tenancy.read({ type, data });
    if (row.type === "order.placed") numbers.placed(placed.parse(JSON.parse(row.data)).number);
    if (row.aggregate_type === "order") changedOrders.add(String(row.aggregate_id));
  };
  const readEntry = (row: AuditRow) => {
    if (row.seq !== entries.length + 1)
      throw new Broken("the log has no gaps", `audit entry ${row.seq} follows ${entries.length}`);
    entries.push(row);
    if (row.outcome !== "allowed") return;
    if (effectByCorrelation.has(row.correlation))
      throw new Broken("a request has its effect once", `${row.correlation} was executed twice`);
    effectByCorrelation.set(row.correlation, { last: row.last });
  };

  return {
    look() {
      const { length } = seen;
      const [self] = host.sqlite.rows("SELECT head, audit_head FROM object");
      const [newHead, newAuditHead] = [Number(self?.head), Number(self?.audit_head)];
      if (newHead < length || newAuditHead < entries.length)
        throw new Broken(
          "an acknowledged write is never lost",
          `the log ends at ${newHead}, and ended at ${length}`,
        );
      // The rows are typed as the queries name their columns.
      if (newHead > length)
        for (const row of host.sqlite.rows(eventsSince, length)) readEvent(row as unknown as EventRow);
      shelves.done();
      for (const id of changedOrders) checkOrder(host, id);
      if (changedOrders.size > 0) checkPromotions(host);
      changedOrders.clear();
      if (newHead !== seen.length)
        throw new Broken("the log has no gaps", `it ends at ${seen.length}, not at ${newHead}`);
      if (newAuditHead > entries.length)
        for (const row of host.sqlite.rows(auditSince, entries.length)) readEntry(row as unknown as AuditRow);
    },
    head: () => seen.length,
    auditHead: () => entries.length,
    effectOf: (correlationId) => effectByCorrelation.get(correlationId),
    overdue: expiry.overdue,
    tenancy: tenancy.now,
    has: (eventId) => ids.has(eventId),
    between: (what, after, to) => (what === "events" ? seen : entries).slice(after, to),
    putBack() {
      const [self] = host.sqlite.rows("SELECT head, audit_head FROM object");
      const kept = { events: seen.splice(0).slice(0, Number(self?.head)), entries: entries.splice(0) };
      ids.clear();
      lastByAggregate.clear();
      effectByCorrelation.clear();
      expiry.reset();
      shelves.reset();
      tenancy.reset();
      numbers.readAgain(() => {
        for (const row of kept.events) readEvent(row);
      });
      for (const row of kept.entries.slice(0, Number(self?.audit_head))) readEntry(row);
    },
    events: () => seen.map((row) => envelopeOf(row, host.tenantId)),
  };
}

function envelopeOf(row: EventRow, tenantId: string): Envelope {
  const type = String(row.aggregate_type);
  const { state_version: stateVersion } = row;
  return {
    envelope: envelopeVersion,
    id: String(row.id),
    tenantId,
    epoch: Number(row.epoch),
    seq: row.seq,
    type: String(row.type),
    version: row.version,
    aggregate: { type, id: String(row.aggregate_id), version: Number(row.aggregate_version) },
    occurredAt: String(row.occurred_at),
    actor: JSON.parse(String(row.actor)),
    correlationId: String(row.correlation_id),
    data: JSON.parse(row.data),
    ...(stateVersion === null
      ? {}
      : { state: JSON.parse(String(row.state)), stateVersion: Number(stateVersion) }),
  };
}
