import { migrate } from "../../durable-objects/storage/migrate.ts";
import type { Migration } from "../../src/kernel/storage/storage.ts";
import { openCopy } from "./copies.ts";
import { openStorage } from "./object-storage.ts";

/** Opens a database in memory that the migrations of a tenant's object were applied to. */
export function openMigrated(migrations: readonly Migration[]) {
  const key = migrations.map(({ name, sql }) => `${name}\n${sql}`).join("\n");
  return openCopy(key, (sqlite) => migrate(openStorage(sqlite), migrations));
}
