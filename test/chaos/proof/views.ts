import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { readAuditLog } from "../../../durable-objects/audit/audit-log.ts";
import { createReadModel } from "../../../local/node/read-model.ts";
import { projectDir } from "../../../local/project.ts";
import type { AuditLogEntry } from "../../../src/kernel/delivery/audit.ts";
import type { Subscription } from "../../../src/kernel/delivery/subscription.ts";
import type { Registry } from "../../../src/kernel/registry.ts";
import type { Statement } from "../../../src/kernel/storage/storage.ts";
import type { Envelope } from "../../../src/kernel/write/event.ts";
import { bindGeneration } from "../../../src/projection/rebuild/generation.ts";
import type { StoredObject, StoredState } from "../kept/files.ts";
import { type Row, readRows } from "../kept/rows.ts";
import { subscriptionsOf } from "../kept/subscriptions.ts";
import { differences } from "./differences.ts";
import { faultsInSearch, indexTables } from "./search.ts";

/** A read model built only from logs and audit logs, in a process that is not killed. */
export interface ViewsAnew {
  add(object: StoredObject, log: readonly Envelope[]): Promise<void>;
  /** Where D1 has other rows, or has not got as far. */
  faults(kept: StoredState): string[];
}

const runLength = 200;
const migrations = join(projectDir, "migrations/d1");
/** What says how the rows came, and not what they are. */
const bookkeeping = new Set([
  "d1_migrations",
  "sqlite_sequence",
  "positions",
  "cache_tags",
  "rebuilds",
  "dead_letters",
  "mailbox",
  // The log of a reaction.
  "webhook_deliveries",
  "chaos_mails",
]);

export function openViewsAnew(registry: Registry): ViewsAnew {
  const database = new DatabaseSync(":memory:");
  for (const name of readdirSync(migrations).sort())
    database.exec(readFileSync(join(migrations, name), "utf8"));
  const anew = createReadModel(database);
  return {
    async add(object, log) {
      for (const subscription of registry.subscriptionByName.values())
        for await (const statements of projected(subscription, object, log, registry))
          await anew.batch(bindGeneration(statements, object.tenantId, "newer-only"));
    },
    faults: (kept) => [
      ...kept.objects.flatMap((object) => lagging(kept, object)),
      ...tablesOf(database).flatMap((table) =>
        differences(
          `the view ${table}`,
          kept.readModel(`SELECT * FROM ${table}`).filter(isThere).map(withoutGeneration),
          readRows(database, `SELECT * FROM ${table}`).filter(isThere).map(withoutGeneration),
        ),
      ),
      ...faultsInSearch(kept.readModel, (sql) => readRows(database, sql)),
      ...kept
        .readModel("SELECT * FROM dead_letters WHERE status = 'open'")
        .map(
          (deadLetter) => `${deadLetter.tenant_id} ${deadLetter.seq} is still set aside: ${deadLetter.error}`,
        ),
    ],
  };
}

async function* projected(
  subscription: Subscription,
  object: StoredObject,
  log: readonly Envelope[],
  registry: Registry,
): AsyncGenerator<readonly Statement[]> {
  if (subscription.follows === "audit-log") {
    for (const run of auditRuns(object, registry)) yield subscription.project(run, object.tenantId);
    return;
  }
  for (let from = 0; from < log.length; from += runLength)
    yield subscription.project(log.slice(from, from + runLength), object.tenantId);
}

function* auditRuns({ storage }: StoredObject, registry: Registry): Generator<readonly AuditLogEntry[]> {
  for (let after = 0; ; ) {
    const { items } = readAuditLog(storage.database, registry, after, runLength);
    const last = items.at(-1);
    if (last === undefined) return;
    yield items;
    after = last.seq;
  }
}

function lagging(kept: StoredState, { tenantId, epoch, storage }: StoredObject): readonly string[] {
  return subscriptionsOf((sql) => storage.rows(sql)).flatMap(({ name, head }) => {
    const [position] = kept.readModel(
      `SELECT epoch, seq FROM positions WHERE tenant_id = '${tenantId}' AND subscription = '${name}'`,
    );
    if (head === 0 || (position?.seq === head && position.epoch === epoch)) return [];
    return [`${name} of ${tenantId} is at ${position?.epoch}/${position?.seq} of ${epoch}/${head}`];
  });
}

/** A rebuild makes what there is: what is gone has a tombstone of its own time, or none. */
function isThere({ deleted_at = null }: Row): boolean {
  return deleted_at === null;
}

/** In which generation a row was written depends on who rebuilt when; the number of a document on what came before. */
function withoutGeneration({ generation: _, ...row }: Row): Row {
  return "titles" in row ? { ...row, id: null } : row;
}

function tablesOf(database: DatabaseSync): readonly string[] {
  return readRows(database, "SELECT name FROM sqlite_master WHERE type = 'table'")
    .map(({ name }) => String(name))
    .filter((name) => !bookkeeping.has(name) && !indexTables.test(name));
}
