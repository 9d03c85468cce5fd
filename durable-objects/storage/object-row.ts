import { sql } from "drizzle-orm";
import { prepared } from "../../src/kernel/storage/prepared.ts";
import { remembered } from "../../src/kernel/storage/remembered.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { object } from "./tables.ts";

type ObjectRow = typeof object.$inferSelect;

/** Identity and counters of the object. */
export function readObject(database: TenantDatabase): ObjectRow {
  return row.get(database);
}

/** Changes the object's counters. */
export function changeObject(
  database: TenantDatabase,
  change: Partial<Omit<ObjectRow, "id" | "tenantId" | "slug" | "provisionedAt">>,
): void {
  const changed = { ...readObject(database), ...change };
  objectUpdate(database).run(changed);
  row.set(database, changed);
}

const row = remembered((database) => {
  const stored = objectQuery(database).get();
  if (stored === undefined) throw new Error("the object has tables but no identity");
  return stored;
});

const objectQuery = prepared((database) => database.select().from(object).prepare());
const objectUpdate = prepared((database) =>
  database
    .update(object)
    .set({
      epoch: sql`${sql.placeholder("epoch")}`,
      head: sql`${sql.placeholder("head")}`,
      auditHead: sql`${sql.placeholder("auditHead")}`,
      logBytes: sql`${sql.placeholder("logBytes")}`,
      epochBeganAt: sql`${sql.placeholder("epochBeganAt")}`,
      auditBeganAt: sql`${sql.placeholder("auditBeganAt")}`,
      aheadOfLogAt: sql`${sql.placeholder("aheadOfLogAt")}`,
      auditHash: sql`${sql.placeholder("auditHash")}`,
    })
    .prepare(),
);
