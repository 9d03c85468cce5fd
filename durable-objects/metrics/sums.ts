import { failedWrites } from "../../src/kernel/telemetry/names.ts";
import type { Delta } from "../../src/telemetry/metrics/deltas.ts";
import type { Batch } from "../../src/telemetry/metrics/flush.ts";
import { createKeptGauges, type Gauges } from "./gauges.ts";
import { openIsolates } from "./isolates.ts";
import { openStored, type Sql } from "./stored.ts";
import { openTenants } from "./tenants.ts";
import { openTotals } from "./totals.ts";

/** Sums are stored at most this often. What came since is lost if the object dies. */
const writeEveryMs = 30_000;
/** The row of who handed over. No family has this name. */
const senders = "senders";

interface SumsDeps {
  readonly sql: Sql;
  /** All or nothing. The body does not await. */
  readonly transaction: (body: () => void) => void;
  readonly now: () => number;
  /** The object stays in memory while something waits. */
  readonly wait: (ms: number) => Promise<unknown>;
}

/** The sums of all isolates. */
export interface SumsRead {
  readonly sums: readonly Delta[];
  /** When an isolate last handed over, in milliseconds since 1970. Null if none has. */
  readonly flushedAt: number | null;
  /** Tenants that are late, then those that have done something lately, the newest first. */
  readonly tenants: readonly string[];
  /** Gauges that are young enough. Null if the caller has to compute them. */
  readonly gauges: Gauges | null;
}

export interface Sums {
  /** Adds a batch in memory. A batch that is sent again is not added again. It is stored within half a minute. */
  add(batch: Batch): void;
  /** All sums, with every batch that has arrived. */
  read(): SumsRead;
  /** Keeps gauges for other callers, and which of the tenants that answered are late. */
  keep(gauges: Gauges, isLateById: Readonly<Record<string, boolean>>): void;
}

interface Senders {
  readonly flushedAt?: number;
  readonly isolates?: unknown;
  readonly tenants?: unknown;
}

/** Opens the sums that are stored. The first batch after a pause is stored at once, those that follow together. */
export function openSums({ sql, transaction, now, wait }: SumsDeps): Sums {
  const stored = openStored(sql);
  const texts = stored.read();
  const before = JSON.parse(texts.get(senders) ?? "{}") as Senders;
  const totals = openTotals([...texts].filter(([name]) => name !== senders));
  const isolates = openIsolates(before.isolates);
  const tenants = openTenants(before.tenants);
  const gauges = createKeptGauges();
  let flushedAt = before.flushedAt ?? null;
  let writtenAt = 0;
  let isWriting = false;

  const write = () => {
    isWriting = false;
    const at = now();
    writtenAt = at;
    isolates.forget(at);
    tenants.forget(at);
    const from = { flushedAt, isolates: isolates.asJson(), tenants: tenants.asJson() };
    try {
      transaction(() => {
        for (const [family, text] of totals.changed()) stored.write(family, text);
        stored.write(senders, JSON.stringify(from));
      });
      totals.written();
    } catch {
      // Nothing was stored. It is still in memory, and goes with the next write.
      totals.add([failedWrites, [1]]);
      writeSoon();
    }
  };
  const writeSoon = () => {
    if (isWriting) return;
    isWriting = true;
    const since = now() - writtenAt;
    if (since >= writeEveryMs || since < 0) write();
    else void wait(writeEveryMs - since).then(write);
  };
  return {
    add(batch) {
      const at = now();
      flushedAt = at;
      if (isolates.note(batch, at)) for (const delta of batch.deltas) totals.add(delta);
      tenants.saw(batch.tenants, at);
      writeSoon();
    },
    read: () => ({ sums: totals.all(), flushedAt, tenants: tenants.list(now()), gauges: gauges.take(now()) }),
    keep(computed, isLateById) {
      gauges.keep(computed, now());
      tenants.told(isLateById, now());
      writeSoon();
    },
  };
}
