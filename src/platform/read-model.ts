import type { ReadModel, Row, Statement } from "../kernel/storage/storage.ts";
import type { Meter } from "../telemetry/meter.ts";
import { isWorthRepeating } from "./not-now.ts";

/** `nearest` may read a replica that lags slightly. `primary` sees every committed write. */
export type Freshness = "nearest" | "primary";

/** Opens the D1 read model for queries and the projector. The meter counts each round trip. */
export function openReadModel(database: D1Database, freshness: Freshness, meter: Meter): ReadModel {
  const session = database.withSession(freshness === "primary" ? "first-primary" : "first-unconstrained");
  const prepare = ({ sql, params }: Statement) => session.prepare(sql).bind(...params);
  const counted = ({ results, meta }: D1Result<Row>): Row[] => {
    meter.rowsRead += meta.rows_read;
    meter.rowsWritten += meta.rows_written;
    return results;
  };
  return {
    async all(statement) {
      meter.d1 += 1;
      const read = async () => counted(await prepare(statement).all<Row>());
      // A read has no effect. One that met a database in the middle of a failing write succeeds the second time.
      return read().catch((error: unknown) => {
        if (!isWorthRepeating(error)) throw error;
        meter.retries += 1;
        return read();
      });
    },
    async batch(statements) {
      meter.d1 += 1;
      const results = await session.batch<Row>(statements.map(prepare));
      return results.map(counted);
    },
  };
}
