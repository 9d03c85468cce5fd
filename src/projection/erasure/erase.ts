import type { ReadModel, Statement } from "../../kernel/storage/storage.ts";
import { tablesOfTenants } from "./tables.ts";

/** What an erasure deletes from. */
export interface ErasureDeps {
  readonly readModel: ReadModel;
  /** Deletes everything that a tenant's object stores. It is then as if it had never been provisioned. */
  readonly destroyObject: (tenantId: string) => Promise<void>;
  /** Removes files that are stored for a tenant, or as many as a call may. Returns whether there were any. */
  readonly removeFiles: (tenantId: string) => Promise<boolean>;
  readonly now: () => number;
}

/** Rows of each table in one batch, and batches of one call. */
const rowsAtOnce = 1_000;
const batchesAtOnce = 10;

/**
 * Deletes a tenant's object, its files and its rows of the read model, or as many as a call may take. The object goes first: nothing can
 * be projected or rebuilt from it any more. Returns whether there was anything to delete. Safe to repeat at any point.
 */
export async function eraseTenant(
  { readModel, destroyObject, removeFiles, now }: ErasureDeps,
  tenantId: string,
): Promise<boolean> {
  await destroyObject(tenantId);
  const hadFiles = await removeFiles(tenantId);
  for (let batches = 0; batches < batchesAtOnce; batches += 1) {
    const [[before] = []] = await readModel.batch([
      anythingLeft(tenantId),
      markDeleted(tenantId, now()),
      ...Object.entries(tablesOfTenants).map(([table, key]) => deleteSome(table, key, tenantId)),
    ]);
    if (Number(before?.found) === 0) return hadFiles || batches > 0;
  }
  return true;
}

function deleteSome(table: string, key: readonly string[], tenantId: string): Statement {
  const columns = key.join(", ");
  return {
    sql: `DELETE FROM ${table} WHERE tenant_id = ?1
AND (${columns}) IN (SELECT ${columns} FROM ${table} WHERE tenant_id = ?1 LIMIT ${rowsAtOnce})`,
    params: [tenantId],
  };
}

function anythingLeft(tenantId: string): Statement {
  const any = Object.keys(tablesOfTenants).map(
    (table) => `EXISTS (SELECT 1 FROM ${table} WHERE tenant_id = ?1)`,
  );
  return { sql: `SELECT ${any.join(" OR ")} AS found`, params: [tenantId] };
}

/** From now on, no position can begin. */
function markDeleted(tenantId: string, now: number): Statement {
  return {
    sql: "INSERT INTO deleted_tenants (tenant_id, at) VALUES (?1, ?2) ON CONFLICT (tenant_id) DO NOTHING",
    params: [tenantId, new Date(now).toISOString()],
  };
}
