import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { readObject } from "../../../durable-objects/storage/object-row.ts";
import { readLog } from "../../../durable-objects/write/log.ts";
import { type LocalStorage, openStorage } from "../../../local/node/object-storage.ts";
import type { Envelope } from "../../../src/kernel/write/event.ts";
import { type Row, readRows } from "./rows.ts";

/** Everything that a platform keeps, read from its files once it has stopped. */
export interface StoredState {
  readonly objects: readonly StoredObject[];
  /** Rows of D1. */
  readonly readModel: (sql: string) => readonly Row[];
}

export interface StoredObject {
  readonly file: string;
  readonly tenantId: string;
  readonly epoch: number;
  readonly head: number;
  readonly storage: LocalStorage;
}

export function openStored(stateDir: string): StoredState {
  const database = new DatabaseSync(readModelFile(stateDir));
  return {
    objects: objectFiles(stateDir).flatMap((file) => openObject(file)),
    readModel: (sql) => readRows(database, sql),
  };
}

/** A whole log, oldest first. */
export function readWholeLog({ storage }: StoredObject): readonly Envelope[] {
  const events: Envelope[] = [];
  for (;;) {
    const slice = readLog(storage.database, events.at(-1)?.seq ?? 0, 10_000, 64 * 1024 * 1024);
    if (slice.events.length === 0) return events;
    events.push(...slice.events);
  }
}

/** Where the tenants' objects are kept. */
export function objectFiles(stateDir: string): readonly string[] {
  const folders = readdirSync(join(stateDir, "v3/do")).filter((name) => name.endsWith("-TenantObject"));
  return folders.flatMap((folder) => databasesIn(join(stateDir, "v3/do", folder)));
}

export function readModelFile(stateDir: string): string {
  const [file, ...others] = databasesIn(join(stateDir, "v3/d1/miniflare-D1DatabaseObject"));
  if (file === undefined || others.length > 0) throw new Error(`${stateDir} has not exactly one read model`);
  return file;
}

/** Beside the databases the runtime keeps one of its own. */
function databasesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sqlite") && name !== "metadata.sqlite")
    .map((name) => join(folder, name));
}

/** An object that was never provisioned has no tables. */
function openObject(file: string): readonly StoredObject[] {
  const storage = openStorage(new DatabaseSync(file));
  if (storage.rows("SELECT 1 FROM sqlite_master WHERE name = 'object'").length === 0) return [];
  const { tenantId, epoch, head } = readObject(storage.database);
  return [{ file, tenantId, epoch, head, storage }];
}
