import { readdirSync, readFileSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { openCopy } from "../../../local/node/copies.ts";
import { createReadModel } from "../../../local/node/read-model.ts";
import type { ReadModel } from "../../../src/kernel/storage/storage.ts";
import { insertStored, lastMigrationOf, type Stored } from "../stored.ts";

/** D1 on this machine, with injectable faults. */
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
  /** Called between reading and writing, where another delivery may win the race. */
  beforeBatch: (() => Promise<void>) | null;
}

/** Opens an empty read model, or one that older code filled and that has since been migrated. */
export function openReadModel(stored: Stored | null = null): LocalReadModel {
  const sqlite = openCopy(`read model ${JSON.stringify(stored)}`, (built) => fill(built, stored));
  const run = (sql: string) => sqlite.exec(sql);
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
    run,
  };
}

function fill(sqlite: DatabaseSync, stored: Stored | null): void {
  const run = (sql: string) => sqlite.exec(sql);
  const migrate = (names: readonly string[]) => {
    for (const name of names) run(readFileSync(`migrations/d1/${name}`, "utf8"));
  };
  const names = readdirSync("migrations/d1").sort();
  migrate(names.filter((name) => name <= lastMigrationOf.readModel));
  if (stored !== null) insertStored(run, stored);
  migrate(names.filter((name) => name > lastMigrationOf.readModel));
}

/** A statement that fails when it runs, and its batch with it. */
const impossible = { sql: "SELECT lost_connection()", params: [] };
