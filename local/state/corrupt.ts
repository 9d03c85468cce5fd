import { renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { messageOf } from "../problem.ts";
import { sqliteFilesIn } from "./databases.ts";

/** A larger file is not checked page by page, which would delay every start. */
const mostCheckedBytes = 64 * 1024 * 1024;

/**
 * Sets D1 files aside that are not databases any more, and returns what it did, as sentences. The read model has nothing
 * that the tenants' objects don't have: it is created again and filled from them.
 */
export function setAsideCorrupt(stateDir: string, now: Date): readonly string[] {
  return sqliteFilesIn(join(stateDir, "v3", "d1")).flatMap((file) => {
    const damage = damageOf(file);
    if (damage === null) return [];
    const aside = `${file}.corrupt-${now.toISOString().replaceAll(/[:.]/g, "-")}`;
    renameSync(file, aside);
    // What belongs to it would be applied to the file that takes its place.
    for (const suffix of ["-wal", "-shm"]) moveIfThere(`${file}${suffix}`, `${aside}${suffix}`);
    return [
      `The read model ${file} is damaged (${damage}). It was renamed to ${aside}, and is rebuilt from the tenants' data.`,
    ];
  });
}

/** What is wrong with a database file. Null if nothing is. */
function damageOf(file: string): string | null {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    database.prepare("SELECT count(*) FROM sqlite_master").get();
    if (statSync(file).size > mostCheckedBytes) return null;
    const [found] = Object.values(database.prepare("PRAGMA quick_check(1)").get() ?? {});
    return found === "ok" ? null : String(found);
  } catch (error) {
    if (isDamage(error)) return messageOf(error);
    throw error;
  } finally {
    database?.close();
  }
}

/** SQLITE_CORRUPT and SQLITE_NOTADB, with their extended codes. */
function isDamage(error: unknown): boolean {
  const code = error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : 0;
  return code === 11 || code === 26;
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    // There was none.
  }
}
