import type { Delta } from "../../src/telemetry/metrics/deltas.ts";
import type { Batch } from "../../src/telemetry/metrics/flush.ts";
import {
  createTables,
  forget,
  noteBatch,
  noteTenants,
  readFlushedAt,
  readSeries,
  readTenants,
  type Sql,
  writeSeries,
} from "./tables.ts";

/** How long batches are collected before they are written together. */
const writeAfterMs = 5_000;
/** The most series. Their labels come from code, so that only many releases could have more. New ones are not stored then. */
const mostSeries = 20_000;

interface SumsDeps {
  readonly sql: Sql;
  /** All or nothing. The body does not await. */
  readonly transaction: (body: () => void) => void;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
}

/** The sums of all isolates. */
export interface SumsRead {
  readonly sums: readonly Delta[];
  /** When an isolate last handed over, in milliseconds since 1970. Null if none has. */
  readonly flushedAt: number | null;
  /** Tenants that have done something lately, the newest first. */
  readonly tenants: readonly string[];
}

export interface Sums {
  /** Adds a batch. Resolves once it is stored. A batch that is sent again is not added again. */
  add(batch: Batch): Promise<void>;
  /** Reads all sums, with every batch that has arrived. */
  read(): SumsRead;
  /** Keeps tenants among those that have done something lately. */
  watch(tenantIds: readonly string[]): void;
}

interface Arrived extends PromiseWithResolvers<void> {
  readonly batch: Batch;
}

/** Opens the sums that are stored. Batches are written a few seconds after the first one, so that many cost one write. */
export function openSums({ sql, transaction, now, wait }: SumsDeps): Sums {
  createTables(sql);
  let arrived: Arrived[] = [];
  let sums: Map<string, readonly number[]> | null = null;

  const write = () => {
    const written = arrived;
    arrived = [];
    if (written.length === 0) return;
    const before = sums ?? new Map(readSeries(sql));
    try {
      transaction(() => addUp(sql, before, written, now()));
      sums = before;
      for (const { resolve } of written) resolve();
    } catch (error) {
      // Nothing was stored, and what is in memory is not what is stored.
      sums = null;
      for (const { reject } of written) reject(error);
    }
  };
  return {
    add(batch) {
      const one = { ...Promise.withResolvers<void>(), batch };
      arrived.push(one);
      if (arrived.length === 1) void wait(writeAfterMs).then(write);
      return one.promise;
    },
    read() {
      write();
      return { sums: readSeries(sql), flushedAt: readFlushedAt(sql), tenants: readTenants(sql, now()) };
    },
    watch: (tenantIds) => noteTenants(sql, tenantIds, now()),
  };
}

/** Adds batches to the sums and stores what has changed. */
function addUp(
  sql: Sql,
  sums: Map<string, readonly number[]>,
  arrived: readonly Arrived[],
  now: number,
): void {
  const changed = new Set<string>();
  for (const { batch } of arrived) {
    if (!noteBatch(sql, batch, now)) continue;
    for (const [series, numbers] of batch.deltas) {
      const before = sums.get(series);
      if (before === undefined && sums.size >= mostSeries) continue;
      sums.set(series, plus(before, numbers));
      changed.add(series);
    }
  }
  for (const series of changed) writeSeries(sql, [series, sums.get(series) ?? []]);
  noteTenants(sql, new Set(arrived.flatMap(({ batch }) => batch.tenants)), now);
  forget(sql, now);
}

/** Another release may have had other buckets: the sum then starts again, as after a restart. */
function plus(before: readonly number[] | undefined, numbers: readonly number[]): readonly number[] {
  if (before?.length !== numbers.length) return numbers;
  return before.map((value, index) => value + (numbers[index] ?? 0));
}
