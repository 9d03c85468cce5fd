import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { messageOf, Problem } from "../problem.ts";

/**
 * Locks the state folder for this process, and returns a function that releases it. The lock is SQLite's own:
 * the operating system releases it when the process exits, even if it was killed.
 */
export function lockStateDir(dir: string): () => void {
  const ownerFile = join(dir, "owner.pid");
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(dir, "lock.sqlite"), { timeout: PATIENCE_MS });
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database?.close();
    throw isLocked(error) ? new Problem(inUseMessage(dir, ownerFile)) : unusableProblem(dir, error);
  }
  const lock = database;
  held.add(lock);
  writeFileSync(ownerFile, String(process.pid));
  return () => {
    if (held.delete(lock)) lock.close();
  };
}

/** An earlier start that is exiting may hold the lock a moment longer. */
const PATIENCE_MS = 1500;

/** Keeps a reference to each lock. Garbage collection of its database would release it. */
const held = new Set<DatabaseSync>();

function inUseMessage(dir: string, ownerFile: string): string {
  return `The state folder ${dir} is in use by process ${read(ownerFile)}. Stop it, or set STATE_DIR to another folder.`;
}

function unusableProblem(dir: string, error: unknown): Problem {
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
