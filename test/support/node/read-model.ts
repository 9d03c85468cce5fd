import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { createReadModel } from "../../../local/node/read-model.ts";
import type { ReadModel } from "../../../src/kernel/storage/storage.ts";

/** D1 on this machine, and it can be broken. */
export interface LocalReadModel extends ReadModel {
  readonly faults: ReadModelFaults;
  readonly rows: (sql: string, ...params: (string | number)[]) => Record<string, unknown>[];
  readonly run: (sql: string) => void;
}

export interface ReadModelFaults {
  /** Every call fails before it does anything. */
  down: boolean;
  /** The next batch fails at this statement, counted from 0. */
  failAtStatement: number | null;
  /** Called between reading and writing: the place where another delivery may overtake. */
  beforeBatch: (() => Promise<void>) | null;
}

export function openReadModel(): LocalReadModel {
  const sqlite = new DatabaseSync(":memory:");
  for (const name of readdirSync("migrations/d1").sort())
    sqlite.exec(readFileSync(`migrations/d1/${name}`, "utf8"));
  const faults: ReadModelFaults = { down: false, failAtStatement: null, beforeBatch: null };
  const readModel = createReadModel(sqlite);

  return {
    faults,
    async all(statement) {
      if (faults.down) throw new Error("D1_ERROR: the database is down");
      return readModel.all(statement);
    },
    async batch(statements) {
      const { beforeBatch } = faults;
      faults.beforeBatch = null;
      await beforeBatch?.();
      if (faults.down) throw new Error("D1_ERROR: the database is down");
      const failAt = faults.failAtStatement;
      faults.failAtStatement = null;
      if (failAt === null) return readModel.batch(statements);
      const broken = statements.map((statement, index) => (index === failAt ? impossible : statement));
      return readModel.batch(broken).catch(() => {
        throw new Error("D1_ERROR: Network connection lost.");
      });
    },
    rows: (sql, ...params) =>
      sqlite
        .prepare(sql)
        .all(...params)
        .map((row) => ({ ...row })),
    run: (sql) => sqlite.exec(sql),
  };
}

/** Fails when its turn comes, and takes the batch with it. */
const impossible = { sql: "SELECT lost_connection()", params: [] };
