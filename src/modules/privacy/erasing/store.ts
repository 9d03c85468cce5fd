import { asc, eq, isNull } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { ErasureResponse } from "./schema.ts";
import { type Erasure, erasures } from "./tables.ts";

/** The erasure of a customer; undefined if nobody has asked for it. */
export function readErasure(database: TenantDatabase, customerId: string): Erasure | undefined {
  return database.select().from(erasures).where(eq(erasures.customerId, customerId)).get();
}

/** The erasure that runs longest; undefined if none runs. */
export function nextErasure(database: TenantDatabase): Erasure | undefined {
  return database
    .select()
    .from(erasures)
    .where(isNull(erasures.completedAt))
    .orderBy(asc(erasures.requestedAt), asc(erasures.customerId))
    .limit(1)
    .get();
}

/** Begins an erasure, or begins it again. */
export function writeErasure(database: TenantDatabase, erasure: Erasure): void {
  database
    .insert(erasures)
    .values(erasure)
    .onConflictDoUpdate({ target: erasures.customerId, set: erasure })
    .run();
}

/** The wire shape of an erasure that exists. */
export function writtenErasure(database: TenantDatabase, customerId: string): ErasureResponse {
  const erasure = readErasure(database, customerId);
  if (erasure === undefined) throw new Error(`${customerId} is not being erased`);
  const { orders, requestedAt, completedAt } = erasure;
  return {
    customerId,
    status: completedAt === null ? "running" : "completed",
    ...{ orders, requestedAt, completedAt },
  };
}
