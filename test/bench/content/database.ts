import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { convertV4MiniflareOptions, Miniflare, NoOpLog } from "miniflare";
import { createReadModel } from "../../../local/node/read-model.ts";
import type { ReadModel, Row, Statement } from "../../../src/kernel/storage/storage.ts";

/** What the database did for a piece of work, as D1 reports it. */
export interface Spent {
  roundTrips: number;
  rows: number;
  /** Milliseconds in SQLite. */
  milliseconds: number;
}

export interface MeteredDatabase {
  readonly model: ReadModel;
  readonly spent: Spent;
  readonly stop: () => Promise<void>;
}

/**
 * D1 on this machine, with what `fill` writes. D1 itself takes minutes for as much, so its file is filled by node:sqlite before D1
 * opens it again.
 */
export async function openMeteredDatabase(
  migrations: readonly string[],
  fill: (model: ReadModel) => Promise<void>,
): Promise<MeteredDatabase> {
  const dir = await mkdtemp(join(tmpdir(), "rustok-content-"));
  const first = open(dir);
  await (await first.getD1Database("DB")).prepare("SELECT 1").run();
  await first.dispose();
  const sqlite = new DatabaseSync(fileIn(dir));
  for (const migration of migrations) sqlite.exec(migration);
  await fill(createReadModel(sqlite));
  sqlite.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  sqlite.close();
  const miniflare = open(dir);
  const database = await miniflare.getD1Database("DB");
  const spent: Spent = { roundTrips: 0, rows: 0, milliseconds: 0 };
  const batch = async (statements: readonly Statement[]) => {
    const answered = await database.batch<Row>(
      statements.map(({ sql, params }) => database.prepare(sql).bind(...params)),
    );
    spent.roundTrips += 1;
    for (const { meta } of answered) {
      spent.rows += meta.rows_read;
      spent.milliseconds += meta.duration;
    }
    return answered.map(({ results }) => results);
  };
  return {
    model: { batch, all: async (statement) => (await batch([statement]))[0] ?? [] },
    spent,
    async stop() {
      await miniflare.dispose();
      await rm(dir, { recursive: true });
    },
  };
}

function open(dir: string): Miniflare {
  return new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script: "export default {}",
      compatibilityDate: "2026-01-01",
      d1Databases: { DB: "content" },
      resourcePersistencePath: dir,
      log: new NoOpLog(),
      cf: false,
    }),
  );
}

/** The file of the only database. */
function fileIn(dir: string): string {
  const name = readdirSync(dir, { recursive: true, encoding: "utf8" }).find(
    (path) => path.endsWith(".sqlite") && !path.endsWith("metadata.sqlite"),
  );
  if (name === undefined) throw new Error(`${dir} has no database`);
  return join(dir, name);
}
