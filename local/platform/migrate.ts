import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Miniflare } from "miniflare";
import { unstable_splitSqlQuery as splitSql, type Unstable_Config } from "wrangler";
import { messageOf, Problem } from "../problem.ts";
import { projectDir } from "../project.ts";

/** The part of D1 used here. Miniflare's own type is empty unless another package is installed. */
interface Database {
  prepare(sql: string): Statement;
  batch(statements: Statement[]): Promise<unknown>;
}

interface Statement {
  bind(...values: unknown[]): Statement;
  run(): Promise<unknown>;
  all(): Promise<{ results: { name: string }[] }>;
}

/** Applies missing migrations to every D1 database, and records them like `wrangler d1 migrations apply`. */
export async function migrate(runtime: Miniflare, config: Unstable_Config): Promise<void> {
  for (const entry of config.d1_databases) {
    const database: Database = await runtime.getD1Database(entry.binding);
    const dir = join(projectDir, entry.migrations_dir ?? "migrations");
    const table = entry.migrations_table ?? "d1_migrations";
    const applied = await readApplied(database, table);
    for (const name of listMigrations(dir)) {
      if (!applied.has(name)) await apply(database, table, name, readFileSync(join(dir, name), "utf8"));
    }
  }
}

function listMigrations(dir: string): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => name.endsWith(".sql"))
      .sort();
  } catch {
    return [];
  }
}

async function readApplied(database: Database, table: string): Promise<Set<string>> {
  await database
    .prepare(`CREATE TABLE IF NOT EXISTS "${table}"(
		id         INTEGER PRIMARY KEY AUTOINCREMENT,
		name       TEXT UNIQUE,
		applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`)
    .run();
  const { results } = await database.prepare(`SELECT name FROM "${table}"`).all();
  return new Set(results.map((row) => row.name));
}

/** Applies one migration and records it in one batch, which is one transaction. */
async function apply(database: Database, table: string, name: string, sql: string): Promise<void> {
  const entry = database.prepare(`INSERT INTO "${table}" (name) VALUES (?)`).bind(name);
  try {
    await database.batch([...splitSql(sql).map((statement) => database.prepare(statement)), entry]);
  } catch (error) {
    throw new Problem(`The migration ${name} failed: ${messageOf(error)}`);
  }
}
