import type { ReadModel, Row, Statement } from "../kernel/storage/storage.ts";
import type { Meter } from "./telemetry.ts";

/** `nearest` may be a replica that is a moment behind; `primary` has everything that was committed. */
export type Freshness = "nearest" | "primary";

/** The D1 read model as queries and the projector see it. Each call counts one round trip. */
export function openReadModel(database: D1Database, freshness: Freshness, meter: Meter): ReadModel {
  const session = database.withSession(freshness === "primary" ? "first-primary" : "first-unconstrained");
  const prepare = ({ sql, params }: Statement) => session.prepare(sql).bind(...params);
  return {
    async all(statement) {
      meter.d1 += 1;
      return (await prepare(statement).all<Row>()).results;
    },
    async batch(statements) {
      meter.d1 += 1;
      const results = await session.batch<Row>(statements.map(prepare));
      return results.map(({ results: rows }) => rows);
    },
  };
}
