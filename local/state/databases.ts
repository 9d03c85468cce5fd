import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Problem } from "../problem.ts";
import { projectDir } from "../project.ts";

/** The databases in a stopped platform's state folder. Close them before the platform starts again. */
export interface Databases {
  readonly d1: DatabaseSync;
  /** Opens the object of the tenant with a slug. */
  objectOf(slug: string): { readonly tenantId: string; readonly sqlite: DatabaseSync };
  close(): void;
}

/** Opens the databases. The runtime names the files by hashes, so they are identified by their content. */
export function openDatabases(stateDir: string): Databases {
  const opened: DatabaseSync[] = [];
  const open = (file: string) => {
    const sqlite = new DatabaseSync(file);
    opened.push(sqlite);
    return sqlite;
  };
  const d1 = sqliteFilesIn(join(stateDir, "v3", "d1"))
    .map(open)
    .find((sqlite) => hasTable(sqlite, "d1_migrations"));
  if (d1 === undefined) throw new Problem(`${stateDir} has no database yet. Run "npm start" on it once.`);
  requireMigrated(d1);
  return {
    d1,
    objectOf(slug) {
      for (const file of sqliteFilesIn(join(stateDir, "v3", "do"))) {
        const sqlite = open(file);
        const row = hasTable(sqlite, "object")
          ? sqlite.prepare("SELECT tenant_id FROM object WHERE slug = ?").get(slug)
          : undefined;
        if (row !== undefined) return { tenantId: String(row.tenant_id), sqlite };
        sqlite.close();
        opened.pop();
      }
      throw new Problem(`${stateDir} has no tenant "${slug}". Run without --fast to create it.`);
    },
    close() {
      for (const sqlite of opened) sqlite.close();
    },
  };
}

/** The database files in a folder of the runtime. Their names are hashes. */
export function sqliteFilesIn(dir: string): readonly string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".sqlite") && entry.name !== "metadata.sqlite")
    .map((entry) => join(entry.parentPath, entry.name));
}

function hasTable(sqlite: DatabaseSync, name: string): boolean {
  return (
    sqlite.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !== undefined
  );
}

/** Throws if D1 has missing migrations. They are applied when the platform starts, not here. */
function requireMigrated(d1: DatabaseSync): void {
  const applied = new Set(
    d1
      .prepare("SELECT name FROM d1_migrations")
      .all()
      .map(({ name }) => name),
  );
  const missing = readdirSync(join(projectDir, "migrations", "d1")).filter((name) => !applied.has(name));
  if (missing.length > 0)
    throw new Problem(`The database is older than the code (${missing[0]}). Run "npm start" on it once.`);
}

/** The names of the migrations that D1 has, read from its file. None if there is no file yet. */
export function appliedMigrations(stateDir: string, table: string): ReadonlySet<string> {
  for (const file of sqliteFilesIn(join(stateDir, "v3", "d1"))) {
    const sqlite = new DatabaseSync(file);
    try {
      if (!hasTable(sqlite, table)) continue;
      return new Set(
        sqlite
          .prepare(`SELECT name FROM "${table}"`)
          .all()
          .map(({ name }) => String(name)),
      );
    } finally {
      sqlite.close();
    }
  }
  return new Set();
}
