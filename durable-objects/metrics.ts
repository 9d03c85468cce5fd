import { DurableObject } from "cloudflare:workers";
import type { Batch } from "../src/telemetry/metrics/flush.ts";
import type { Gauges } from "./metrics/gauges.ts";
import { openSums, type Sums, type SumsRead } from "./metrics/sums.ts";

/** The sums of what all isolates have counted. There is one, named `platform`. */
export class Metrics extends DurableObject<Env> {
  readonly #sums: Sums;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { storage } = ctx;
    this.#sums = openSums({
      sql: (sql, ...params) => storage.sql.exec(sql, ...params).toArray(),
      transaction: (body) => storage.transactionSync(body),
      now: Date.now,
      wait: (ms) => scheduler.wait(ms),
    });
  }

  add(batch: Batch): void {
    this.#sums.add(batch);
  }

  read(): SumsRead {
    return this.#sums.read();
  }

  keep(gauges: Gauges, isLateById: Readonly<Record<string, boolean>>): void {
    this.#sums.keep(gauges, isLateById);
  }
}
