import { DatabaseSync } from "node:sqlite";
import { createRegistry } from "../../../src/kernel/registry.ts";
import { modules } from "../../../src/modules.ts";
import { busyReactionsOf } from "../../support/busy-reactions.ts";
import { objectFiles, readModelFile } from "./files.ts";
import { type Standing, subscriptionsOf } from "./subscriptions.ts";

/** How a tenant is, by the files of a platform that runs. */
export interface TenantStanding {
  readonly tenantId: string;
  readonly subscriptions: readonly Standing[];
  /** Reactions that have something left to do. */
  readonly reacting: readonly string[];
  readonly rebuilding: boolean;
}

/**
 * Reads the files beside the platform: to ask the platform itself would make it hurry. Only for the quiet: who opens a
 * database at the moment at which workerd puts it right after a kill would be in its way.
 */
export function standings(stateDir: string): readonly TenantStanding[] {
  const positions = new Map(
    reading(readModelFile(stateDir), (query) =>
      query("SELECT tenant_id, subscription, seq FROM positions").map(
        ({ tenant_id, subscription, seq }) => [`${tenant_id} ${subscription}`, Number(seq)] as const,
      ),
    ),
  );
  return objectFiles(stateDir).flatMap((file) =>
    reading(file, (query) => {
      if (query("SELECT 1 FROM sqlite_master WHERE name = 'object'").length === 0) return [];
      const tenantId = String(query("SELECT tenant_id FROM object")[0]?.tenant_id);
      const subscriptions = subscriptionsOf(query).map((subscription) => ({
        ...subscription,
        position: positions.get(`${tenantId} ${subscription.name}`) ?? 0,
      }));
      const rebuilding = query("SELECT 1 FROM rebuild_work").length > 0;
      return [{ tenantId, subscriptions, reacting: busyReactionsOf(query, reactionByName), rebuilding }];
    }),
  );
}

const { reactionByName } = createRegistry(modules);

type Query = Parameters<typeof subscriptionsOf>[0];

function reading<Value>(file: string, read: (query: Query) => Value): Value {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 1_000 });
  try {
    return read((sql) => database.prepare(sql).all());
  } finally {
    database.close();
  }
}
