import { readdirSync, readFileSync } from "node:fs";
import { openCopy } from "../../../../local/node/copies.ts";
import type { Row, Statement } from "../../../../src/kernel/storage/storage.ts";
import { poisonTable } from "./poison.ts";
import { openSqlite, type Sqlite } from "./sqlite.ts";
import { effectsTable } from "./tally.ts";

/** The simulated D1: one database for all tenants. Every batch is one transaction. */
export interface Database {
  readonly sqlite: Sqlite;
  readonly all: (statement: Statement) => readonly Row[];
  readonly batch: (statements: readonly Statement[]) => readonly (readonly Row[])[];
}

/** Tables that exist only in the simulation. */
export const ownTables = ["sim_effects", "sim_poison", "sim_backwards"] as const;

const migrations = readdirSync("migrations/d1")
  .sort()
  .map((name) => readFileSync(`migrations/d1/${name}`, "utf8"))
  .join("\n");

export function openDatabase(): Database {
  const sqlite = openSqlite(openCopy("simulated read model", (built) => prepare(openSqlite(built))));
  // The columns of the read model hold text, numbers and null.
  const query = ({ sql, params }: Statement) => sqlite.rows(sql, ...params) as Row[];
  return {
    sqlite,
    all: query,
    batch(statements) {
      sqlite.exec("BEGIN");
      try {
        const results = statements.map(query);
        sqlite.exec("COMMIT");
        return results;
      } catch (error) {
        sqlite.exec("ROLLBACK");
        throw error;
      }
    },
  };
}

function prepare(sqlite: Sqlite): void {
  sqlite.exec(migrations);
  sqlite.exec(effectsTable);
  sqlite.exec(poisonTable);
  watchVersions(sqlite);
}

/**
 * Records every row whose version decreases, without rejecting the write. Rows of an earlier epoch may be replaced by
 * any version, because their versions don't exist in the current epoch.
 */
function watchVersions(sqlite: Sqlite): void {
  sqlite.exec("CREATE TABLE sim_backwards (row TEXT NOT NULL)");
  const versioned = sqlite.rows(
    `SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
WHERE m.type = 'table' AND c.name IN ('tenant_id', 'version', 'generation') GROUP BY m.name HAVING count(*) = 3`,
  );
  for (const { name } of versioned) {
    sqlite.exec(`CREATE TRIGGER sim_${name}_backwards AFTER UPDATE ON ${name}
WHEN NEW.version < OLD.version AND NOT EXISTS (SELECT 1 FROM positions
  WHERE tenant_id = NEW.tenant_id AND subscription = 'read-model' AND epoch_generation > OLD.generation)
BEGIN INSERT INTO sim_backwards VALUES ('${name}: ' || OLD.version || ' became ' || NEW.version); END`);
  }
}
