import { copyFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Running } from "./home.ts";

/** Changes to the read model that the Worker doesn't know about. */
export async function sabotage({ platform }: Running) {
  const database = await platform.runtime.getD1Database("DB");
  const run = (sql: string) => database.prepare(sql).run();
  return {
    /** D1 fails every projection with its overload error. */
    overload: () =>
      run(
        `CREATE TRIGGER down BEFORE UPDATE ON positions BEGIN SELECT RAISE(ABORT, 'D1 DB is overloaded'); END`,
      ),
    /** Products with this title can't be projected. */
    poison: (title: string) =>
      run(`CREATE TRIGGER poison BEFORE INSERT ON products WHEN NEW.state LIKE '%${title}%'
        BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: no_poison'); END`),
    /** Every read of positions fails, as of a damaged table. */
    damage: async () => {
      await run("ALTER TABLE positions RENAME TO undamaged");
      await run("CREATE VIEW positions AS SELECT *, json('{') AS damaged FROM undamaged WHERE json('{') = 1");
    },
    repair: async () => {
      await run("DROP VIEW positions");
      await run("ALTER TABLE undamaged RENAME TO positions");
    },
    mend: async () => {
      await run("DROP TRIGGER IF EXISTS down");
      await run("DROP TRIGGER IF EXISTS poison");
    },
    run,
  };
}

/**
 * Copies the files of a tenant's object. The platform must be stopped. Returns a function that restores them.
 */
export async function putAside(stateDir: string, tenantId: string): Promise<() => Promise<void>> {
  const folder = join(stateDir, "v3", "do", "rustok-edge-TenantObject");
  const names = (await readdir(folder)).filter(
    (name) => name.endsWith(".sqlite") && name !== "metadata.sqlite",
  );
  const name = names.find((one) => ownerOf(join(folder, one)) === tenantId);
  if (name === undefined) throw new Error(`no file holds ${tenantId}`);
  const file = join(folder, name);
  // Write the WAL into the database first.
  const open = new DatabaseSync(file);
  open.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  open.close();
  await copyFile(file, `${file}.saved`);
  return async () => {
    const later = new DatabaseSync(file);
    later.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    later.close();
    await copyFile(`${file}.saved`, file);
  };
}

function ownerOf(file: string): unknown {
  const database = new DatabaseSync(file);
  try {
    return database.prepare("SELECT tenant_id FROM object").get()?.tenant_id;
  } catch {
    return undefined;
  } finally {
    database.close();
  }
}
