import type { DatabaseSync } from "node:sqlite";
import { markAcknowledged } from "../../durable-objects/delivery/subscriptions.ts";
import { logLimits } from "../../durable-objects/delivery/trim.ts";
import { readLog } from "../../durable-objects/log.ts";
import { migrate } from "../../durable-objects/migrate.ts";
import { tenantMigrations } from "../../durable-objects/migrations.ts";
import { createSchedules } from "../../durable-objects/schedules.ts";
import { execute } from "../../durable-objects/transaction.ts";
import { platformToken } from "../../src/kernel/actor.ts";
import { newUlid } from "../../src/kernel/id.ts";
import { createRegistry } from "../../src/kernel/registry.ts";
import { ok, type Result } from "../../src/kernel/result.ts";
import { modules } from "../../src/modules.ts";
import { type ProjectorDeps, projectTenant, type TenantLog } from "../../src/projection/projector.ts";
import { openStorage } from "./object-storage.ts";
import { createReadModel } from "./read-model.ts";

/** Events handed to the projector at once. */
const pullBytes = 1024 * 1024;

/** A tenant's object and its part of the read model, on the files of a platform that does not run. */
export interface StoppedTenant {
  readonly database: ReturnType<typeof openStorage>["database"];
  /** Runs a command as platform staff, in a transaction of its own. */
  execute(command: string, input: unknown): Result<unknown>;
  /** Ids of products by their handles in a language. */
  productIds(locale: string, handles: readonly string[]): ReadonlyMap<string, string>;
  /** All or nothing of many commands: one wait for the disk instead of many. */
  inOneTransaction<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Brings the read model up to the object's log. */
  project(): Promise<void>;
}

export function openStoppedTenant(tenantId: string, object: DatabaseSync, d1: DatabaseSync): StoppedTenant {
  const storage = openStorage(object);
  const { database } = storage;
  migrate(storage, tenantMigrations(modules));
  const registry = createRegistry(modules);
  const correlationId = newUlid(Date.now(), Math.random);
  const deps = {
    storage,
    registry,
    schedules: createSchedules(storage),
    now: Date.now,
    random: Math.random,
    newCapability: () => {
      throw new Error("no command that mints a capability runs on a platform that does not");
    },
    relayWithinMs: 0,
    mostLogBytes: logLimits.mostBytes,
    eventsKeptForMs: logLimits.keptForMs,
    admitRefusal: () => true,
  };
  const wrong = () => {
    throw new Error("the read model of a platform that does not run is only ever filled");
  };
  const log: TenantLog = {
    eventsAfter: async (seq, limit) => readLog(database, seq, limit, pullBytes),
    journalAfter: async () => null,
    acknowledge: async (subscription, _, seq) => void markAcknowledged(database, subscription, seq),
    failed: wrong,
    parked: wrong,
    needsRebuild: wrong,
    overtaken: wrong,
    rebuild: async () => null,
    snapshotsAfter: async () => null,
    rebuildProgressed: wrong,
    rebuildCompleted: wrong,
    rebuildFailed: wrong,
    snapshot: async () => null,
  };
  const projector: ProjectorDeps = {
    registry,
    readModel: createReadModel(d1),
    log: () => log,
    now: Date.now,
    random: Math.random,
    report: () => undefined,
  };
  return {
    database,
    execute(command, input) {
      const result = execute(deps, { command, input, actor: platformToken, correlationId });
      return result.ok ? ok(result.answer) : result;
    },
    productIds(locale, handles) {
      const query = "SELECT owner_id AS id FROM handles WHERE kind = 'product' AND locale = ? AND handle = ?";
      const statement = object.prepare(query);
      return new Map(
        handles.flatMap((handle) => {
          const row = statement.get(locale, handle);
          return row === undefined ? [] : [[handle, String(row.id)] as const];
        }),
      );
    },
    async inOneTransaction(work) {
      object.exec("BEGIN");
      try {
        const value = await work();
        object.exec("COMMIT");
        return value;
      } catch (error) {
        object.exec("ROLLBACK");
        throw error;
      }
    },
    async project() {
      d1.exec("BEGIN");
      for (;;) {
        const { position, head } = await projectTenant(projector, tenantId);
        if (position.seq >= head) break;
      }
      d1.exec("COMMIT");
    },
  };
}
