import { sql } from "drizzle-orm";
import type { Registry } from "../../src/kernel/registry.ts";
import { prepared } from "../../src/kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import type { Adopted, Envelope, NewEvent } from "../../src/kernel/write/event.ts";
import { aggregates } from "../storage/tables.ts";

/** Writes an aggregate of another tenant's export, or removes it. */
export function adopt(
  database: TenantDatabase,
  registry: Registry,
  { tenantId, aggregate: { type, id }, occurredAt: at }: Envelope,
  { portable }: Adopted,
): void {
  const transfer = registry.transferByType.get(type);
  if (transfer === undefined) throw new Error(`no module declares how ${type} is imported`);
  if (portable !== null) transfer.write(database, portable, { tenantId, at });
  else if (transfer.remove !== null) transfer.remove(database, id);
  else throw new Error(`${type} is never removed`);
}

/** The version of the tenant that it comes from, if that is higher than its own. It may have been removed before. */
export function adoptedVersion(
  database: TenantDatabase,
  { type, id }: NewEvent["aggregate"],
  version: number,
): number {
  return versionOfAdopted(database).get({ type, id, version }).version;
}

const versionOfAdopted = prepared((database) =>
  database
    .insert(aggregates)
    .values({
      type: sql.placeholder("type"),
      id: sql.placeholder("id"),
      version: sql`max(1, ${sql.placeholder("version")})`,
    })
    .onConflictDoUpdate({
      target: [aggregates.type, aggregates.id],
      set: { version: sql`max(${aggregates.version} + 1, excluded.version)`, deleted: 0 },
    })
    .returning({ version: aggregates.version })
    .prepare(),
);
