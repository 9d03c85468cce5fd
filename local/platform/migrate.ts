import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare, NoOpLog, type V4WorkerOptions } from "miniflare";
import { unstable_splitSqlQuery as splitSql, type Unstable_Config } from "wrangler";
import { messageOf, Problem } from "../problem.ts";
import { miniflareOptions, projectDir } from "../project.ts";
import { appliedMigrations } from "../state/databases.ts";
import { markOf } from "../state/workerd.ts";

/**
 * Applies missing migrations to every D1 database, and records them like `wrangler d1 migrations apply`. It runs before
 * the platform, in a runtime of its own that has nothing but the databases: no request, alarm or queue can meet tables
 * that are not there yet. It only waits for promises. A synchronous call to a runtime blocks this process, which
 * then doesn't read the runtime's log; once the pipe is full, both wait forever.
 */
export async function migrate(config: Unstable_Config, stateDir: string): Promise<void> {
  const databases = config.d1_databases.map((entry) => ({
    binding: entry.binding,
    dir: join(projectDir, entry.migrations_dir ?? "migrations"),
    table: entry.migrations_table ?? "d1_migrations",
  }));
  const [only, ...others] = databases;
  // Usually there is nothing to do, and the file says so.
  if (only !== undefined && others.length === 0) {
    const applied = appliedMigrations(stateDir, only.table);
    if (listMigrations(only.dir).every((name) => applied.has(name))) return;
  }
  const runtime = await startDatabases(config, stateDir);
  try {
    for (const database of databases) await migrateOne(runtime, database);
  } finally {
    await runtime.dispose();
  }
}

interface Target {
  readonly binding: string;
  readonly dir: string;
  readonly table: string;
}

async function startDatabases(config: Unstable_Config, stateDir: string): Promise<Miniflare> {
  const { d1Databases } = miniflareOptions(config);
  const worker: V4WorkerOptions = {
    name: "migrations",
    modules: true,
    script: batchWorker,
    compatibilityDate: config.compatibility_date ?? "2026-01-01",
    // What wrangler makes for Miniflare.
    d1Databases: (d1Databases ?? {}) as NonNullable<V4WorkerOptions["d1Databases"]>,
  };
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      cf: false,
      logRequests: false,
      log: new NoOpLog(),
      handleStructuredLogs: () => undefined,
      resourcePersistencePath: join(stateDir, "v3"),
      unsafeRuntimeEnv: markOf(stateDir),
      workers: [worker],
    }),
  );
  try {
    await runtime.ready;
    return runtime;
  } catch (error) {
    await runtime.dispose().catch(() => undefined);
    throw new Problem(`The database failed to start: ${messageOf(error)}`);
  }
}

/** Runs statements as one batch, which is one transaction, and answers the rows of the last one. */
const batchWorker = `export default {
  async fetch(request, env) {
    const { binding, statements } = await request.json();
    const database = env[binding];
    try {
      const results = await database.batch(
        statements.map(({ sql, params }) => database.prepare(sql).bind(...params)),
      );
      return Response.json({ rows: results.at(-1).results });
    } catch (error) {
      return Response.json({ error: String(error) });
    }
  },
};`;

async function migrateOne(runtime: Miniflare, { binding, dir, table }: Target): Promise<void> {
  const created = `CREATE TABLE IF NOT EXISTS "${table}"(
		id         INTEGER PRIMARY KEY AUTOINCREMENT,
		name       TEXT UNIQUE,
		applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;
  const rows = await batch(runtime, binding, [plain(created), plain(`SELECT name FROM "${table}"`)]);
  const applied = new Set(rows.map(({ name }) => name));
  for (const name of listMigrations(dir)) {
    if (applied.has(name)) continue;
    const statements = splitSql(readFileSync(join(dir, name), "utf8")).map(plain);
    const entry = { sql: `INSERT INTO "${table}" (name) VALUES (?)`, params: [name] };
    await batch(runtime, binding, [...statements, entry]).catch((error: unknown) => {
      throw new Problem(`The migration ${name} failed: ${messageOf(error)}`);
    });
  }
}

interface Statement {
  readonly sql: string;
  readonly params: readonly string[];
}

function plain(sql: string): Statement {
  return { sql, params: [] };
}

async function batch(
  runtime: Miniflare,
  binding: string,
  statements: readonly Statement[],
): Promise<readonly { readonly name?: string }[]> {
  const response = await runtime.dispatchFetch("http://localhost/", {
    method: "POST",
    body: JSON.stringify({ binding, statements }),
  });
  // What the worker above answers.
  const answer = (await response.json()) as { rows?: { name?: string }[]; error?: string };
  if (answer.rows === undefined) throw new Error(answer.error);
  return answer.rows;
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
