import type { DatabaseSync } from "node:sqlite";
import { type CoreDeps, createCore } from "../../durable-objects/core.ts";
import { tenantMigrations } from "../../durable-objects/storage/migrations.ts";
import { platformToken } from "../../src/kernel/access/actor.ts";
import { createRegistry } from "../../src/kernel/registry.ts";
import { newUlid } from "../../src/kernel/values/id.ts";
import { ok, type Result } from "../../src/kernel/values/result.ts";
import { openHandleBook } from "../../src/modules/translations/index.ts";
import { modules } from "../../src/modules.ts";
import { follow } from "../../src/projection/follow.ts";
import { logOf } from "./log.ts";
import { noOutside } from "./no-outside.ts";
import { type LocalStorage, openStorage } from "./object-storage.ts";
import { createReadModel } from "./read-model.ts";

/** A tenant's object and its part of the read model, on the files of a stopped platform. */
export interface StoppedTenant {
  readonly database: ReturnType<typeof openStorage>["database"];
  /** Runs a command as platform staff, in a transaction of its own. */
  execute(command: string, input: unknown): Result<unknown>;
  /** Product ids by handle, for one locale. */
  productIds(locale: string, handles: readonly string[]): ReadonlyMap<string, string>;
  /** Runs many commands in one transaction, so that they wait for the disk only once. */
  inOneTransaction<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Brings the read model up to the object's log and its audit log. */
  project(): Promise<void>;
}

const registry = createRegistry(modules);

/** Opens a tenant of a stopped platform. */
export function openStoppedTenant(tenantId: string, object: DatabaseSync, d1: DatabaseSync): StoppedTenant {
  const storage = openStorage(object);
  const correlationId = newUlid(Date.now(), Math.random);
  const core = createCore(stoppedDeps(storage));
  const projector = {
    registry,
    readModel: createReadModel(d1),
    log: () => logOf(() => core),
    now: Date.now,
    random: Math.random,
    report: () => undefined,
    outside: noOutside,
  };
  return {
    database: storage.database,
    execute(command, input) {
      const result = core.execute({ command, input, actor: platformToken, correlationId });
      return result.ok ? ok(result.answer) : result;
    },
    productIds(locale, handles) {
      const book = openHandleBook(storage.database, "product");
      return new Map(
        handles.flatMap((handle) => {
          const id = book.ownerOf(locale, handle);
          return id === undefined ? [] : [[handle, id] as const];
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
      for (const name of registry.subscriptionByName.keys())
        for (;;) {
          const { position, head } = await follow(projector, tenantId, name);
          if (position.seq >= head) break;
        }
      d1.exec("COMMIT");
    },
  };
}

/** Dependencies that send nothing. When the platform starts, it finds the pending work in the object. */
function stoppedDeps(storage: LocalStorage): CoreDeps {
  return {
    storage,
    registry,
    migrations: tenantMigrations(modules),
    now: Date.now,
    random: Math.random,
    send: async () => undefined,
    wake: async () => undefined,
    background: () => undefined,
    failed: (job, error) => {
      throw new Error(`${job} failed: ${String(error)}`);
    },
    report: () => undefined,
  };
}
