import { asc, eq, inArray } from "drizzle-orm";
import { sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import tables from "../../../../migrations/tenant/0080_customer_groups.sql";
import { defineAggregate } from "../../../kernel/module.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import { sentFields } from "../../../kernel/values/patch.ts";
import { customerGroupCreated, customerGroupDeleted, customerGroupUpdated } from "./events.ts";
import { type CustomerGroup, type CustomerGroupReference, customerGroupState } from "./schema.ts";

export const migration: Migration = { name: "0080_customer_groups", sql: tables };

export const customerGroups = sqliteTable(
  "customer_groups",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    handle: text().notNull(),
    createdAt: text("created_at").notNull(),
    updatedAt: text("updated_at").notNull(),
  },
  (table) => [uniqueIndex("customer_groups_handle").on(table.handle)],
);

export const customerGroupAggregate = defineAggregate(customerGroupState, {
  apply(database, event) {
    const { id } = event.aggregate;
    const at = event.occurredAt;
    switch (event.type) {
      case customerGroupCreated.type: {
        const content = customerGroupCreated.read(event);
        database
          .insert(customerGroups)
          .values({ id, ...content, createdAt: at, updatedAt: at })
          .run();
        return;
      }
      case customerGroupUpdated.type: {
        const changes = { ...sentFields(customerGroupUpdated.read(event)), updatedAt: at };
        database.update(customerGroups).set(changes).where(eq(customerGroups.id, id)).run();
        return;
      }
      case customerGroupDeleted.type:
        database.delete(customerGroups).where(eq(customerGroups.id, id)).run();
    }
  },
  state: (database, id) => readGroup(database, id) ?? null,
});

/** A group by its id; undefined if there is none. */
export function readGroup(database: TenantDatabase, id: string): CustomerGroup | undefined {
  return database.select().from(customerGroups).where(eq(customerGroups.id, id)).get();
}

/** All groups: a shop has only so many. */
export function readGroups(database: TenantDatabase): readonly CustomerGroup[] {
  return database.select().from(customerGroups).orderBy(asc(customerGroups.id)).all();
}

/** Those of the groups that still exist, by name. */
export function groupsAmong(
  database: TenantDatabase,
  ids: readonly string[],
): readonly CustomerGroupReference[] {
  if (ids.length === 0) return [];
  const { id, name, handle } = customerGroups;
  return database
    .select({ id, name, handle })
    .from(customerGroups)
    .where(inArray(id, [...ids]))
    .orderBy(asc(name), asc(id))
    .all();
}
