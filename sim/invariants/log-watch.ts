import { z } from "zod";
import type { Clients } from "../clients/requests.ts";
import { Broken } from "../violation.ts";
import type { Host } from "../world/host.ts";

/** What one tenant's log has been seen to hold. */
export interface LogWatch {
  /** Reads what is new, and judges it. */
  readonly look: () => void;
  readonly head: () => number;
  readonly journalHead: () => number;
  /** What a request has done; undefined where it has done nothing yet. */
  readonly effectOf: (correlationId: string) => Effect | undefined;
}

export interface Effect {
  readonly last: number | null;
}

interface EventRow {
  readonly seq: number;
  readonly type: string;
  readonly aggregate: string;
  readonly version: number;
  readonly correlation: string;
  readonly data: string | null;
}

interface JournalRow {
  readonly seq: number;
  readonly outcome: string;
  readonly correlation: string;
  readonly last: number | null;
}

const released = z.looseObject({ owner: z.string() });
const eventsSince = `SELECT seq, type, aggregate_type || ' ' || aggregate_id AS aggregate, aggregate_version AS version,
correlation_id AS correlation, CASE WHEN type = 'inventory.reservation.released' THEN data END AS data
FROM events WHERE seq > ?1 ORDER BY seq`;
const journalSince =
  "SELECT seq, outcome, correlation_id AS correlation, last_event AS last FROM journal WHERE seq > ?1 ORDER BY seq";

export function createLogWatch(host: Host, clients: Clients): LogWatch {
  let head = 0;
  let journalHead = 0;
  const seenByAggregate = new Map<string, { readonly version: number; readonly correlation: string }>();
  const effectByCorrelation = new Map<string, Effect>();

  const readEvent = (row: EventRow) => {
    if (row.seq !== head + 1) throw new Broken("the log has no gaps", `${row.seq} follows ${head}`);
    head = row.seq;
    const before = seenByAggregate.get(row.aggregate);
    const grown = (before?.version ?? 0) + (before?.correlation === row.correlation ? 0 : 1);
    if (row.version !== grown)
      throw new Broken(
        "versions grow by one",
        `${row.aggregate} is at ${row.version} after ${before?.version ?? 0}`,
      );
    seenByAggregate.set(row.aggregate, row);
    if (row.data !== null) checkOwner(clients, row);
  };
  const readEntry = (row: JournalRow) => {
    if (row.seq !== journalHead + 1)
      throw new Broken("the log has no gaps", `entry ${row.seq} of the journal follows ${journalHead}`);
    journalHead = row.seq;
    if (row.outcome !== "allowed") return;
    if (effectByCorrelation.has(row.correlation))
      throw new Broken("a request has its effect once", `${row.correlation} was carried out twice`);
    effectByCorrelation.set(row.correlation, { last: row.last });
  };

  return {
    look() {
      const [self] = host.sqlite.rows("SELECT head, journal_head FROM object");
      if (Number(self?.head) < head || Number(self?.journal_head) < journalHead)
        throw new Broken(
          "an acknowledged write is never lost",
          `the log ends at ${self?.head}, and ended at ${head}`,
        );
      // Both queries name their columns as the rows are typed.
      if (Number(self?.head) > head)
        for (const row of host.sqlite.rows(eventsSince, head)) readEvent(row as unknown as EventRow);
      if (Number(self?.head) !== head)
        throw new Broken("the log has no gaps", `it ends at ${head}, not at ${self?.head}`);
      if (Number(self?.journal_head) > journalHead)
        for (const row of host.sqlite.rows(journalSince, journalHead))
          readEntry(row as unknown as JournalRow);
    },
    head: () => head,
    journalHead: () => journalHead,
    effectOf: (correlationId) => effectByCorrelation.get(correlationId),
  };
}

/** Only a request on behalf of an owner may end what that owner was promised. */
function checkOwner(clients: Clients, row: EventRow): void {
  const { owner } = released.parse(JSON.parse(row.data ?? "{}"));
  const wish = clients.requestByCorrelation.get(row.correlation)?.wish;
  if (wish?.owner !== owner)
    throw new Broken(
      "a reservation is ended by its owner",
      `${wish?.command} of ${wish?.owner} ended one of ${owner}`,
    );
}
