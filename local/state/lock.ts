import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { messageOf, Problem } from "../problem.ts";

/**
 * Takes the state folder for this process, and returns the way to give it back.
 * The lock is SQLite's own, which the operating system drops with the process: a killed start leaves none behind.
 */
export function lockStateDir(dir: string): () => void {
  const ownerFile = join(dir, "owner.pid");
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(dir, "lock.sqlite"), { timeout: PATIENCE_MS });
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database?.close();
    throw isLocked(error) ? new Problem(inUse(dir, ownerFile)) : unusable(dir, error);
  }
  const lock = database;
  held.add(lock);
  writeFileSync(ownerFile, String(process.pid));
  return () => {
    if (held.delete(lock)) lock.close();
  };
}

/** An earlier start that is about to end may hold the folder a moment longer. */
const PATIENCE_MS = 1500;

/** A lock that nothing refers to would be collected, and so be opened. */
const held = new Set<DatabaseSync>();

function inUse(dir: string, ownerFile: string): string {
  return `The state folder ${dir} is in use by process ${read(ownerFile)}. Stop that one, or set STATE_DIR to another.`;
}

function unusable(dir: string, error: unknown): Problem {
  return new Problem(`The state folder ${dir} cannot be used: ${messageOf(error)}.`);
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}

const SQLITE_BUSY = 5;

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "(unknown)";
  }
}
