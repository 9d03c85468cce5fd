import { DatabaseSync } from "node:sqlite";
import { openSums } from "../../../durable-objects/metrics/sums.ts";
import type { Batch } from "../../../src/telemetry/metrics/flush.ts";

/** The object with a clock and a disk of its own. */
export function openObject(sqlite = new DatabaseSync(":memory:")) {
  const waits: { readonly ms: number; readonly go: () => void }[] = [];
  const state = { now: Date.parse("2026-03-01T12:00:00.000Z"), rows: 0, full: false };
  const sums = openSums({
    sql(sql, ...params) {
      if (sql.startsWith("INSERT")) state.rows += 1;
      if (state.full && sql.startsWith("INSERT")) throw new Error("database or disk is full");
      return sqlite.prepare(sql).all(...params);
    },
    transaction(body) {
      sqlite.exec("BEGIN");
      try {
        body();
        sqlite.exec("COMMIT");
      } catch (error) {
        sqlite.exec("ROLLBACK");
        throw error;
      }
    },
    now: () => state.now,
    wait: (ms) => new Promise<void>((go) => waits.push({ ms, go })),
  });
  return {
    ...sums,
    sqlite,
    state,
    waits,
    /** Lets as much time pass as the object waits for. */
    async pass() {
      const over = waits.splice(0);
      state.now += Math.max(0, ...over.map(({ ms }) => ms));
      for (const { go } of over) go();
      await Promise.resolve();
    },
    sumOf: (series: string) => sums.read().sums.find(([name]) => name === series)?.[1] ?? null,
  };
}

/** What an isolate hands over. */
export function batch(number: number, more: Partial<Batch> = {}): Batch {
  return { isolate: "a", number, deltas: [["x", [1]]], tenants: [], ...more };
}

export const minute = 60_000;
export const hour = 60 * minute;
