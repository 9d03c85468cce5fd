import { asc, count, eq, gt } from "drizzle-orm";
import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import tables from "../../../../migrations/tenant/0101_roles.sql";
import { defineAggregate, type Module } from "../../../kernel/module.ts";
import { remembered } from "../../../kernel/storage/remembered.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Envelope } from "../../../kernel/write/event.ts";
import { roleCreated, roleDeleted, roleUpdated } from "./events.ts";
import { grantsIn } from "./grants.ts";
import { roleState, type TenantRole } from "./schema.ts";

export const migration: Migration = { name: "0101_roles", sql: tables };

export const tenantRoles = sqliteTable(
  "roles",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    content: text().notNull(),
    stateVersion: integer("state_version").notNull(),
  },
  (table) => [uniqueIndex("roles_name").on(table.name)],
);

export const roleAggregate = defineAggregate(roleState, {
  apply(database, event) {
    const { id } = event.aggregate;
    const former = readTenantRole(database, id);
    if (event.type === roleDeleted.type) removeTenantRole(database, id);
    else writeTenantRole(database, evolved(former, event));
  },
  state: (database, id) => readTenantRole(database, id) ?? null,
});

export function writeTenantRole(database: TenantDatabase, role: TenantRole): void {
  const { id, name } = role;
  const row = { id, name, content: JSON.stringify(role), stateVersion: roleState.version };
  database.insert(tenantRoles).values(row).onConflictDoUpdate({ target: tenantRoles.id, set: row }).run();
  byName.forget(database);
}

export function removeTenantRole(database: TenantDatabase, id: string): void {
  database.delete(tenantRoles).where(eq(tenantRoles.id, id)).run();
  byName.forget(database);
}

/** A role by its id; undefined if there is none. */
export function readTenantRole(database: TenantDatabase, id: string): TenantRole | undefined {
  return roleOf(database.select().from(tenantRoles).where(eq(tenantRoles.id, id)).get());
}

/** The grants of a role by its name. */
export const readRole: NonNullable<Module["readRole"]> = (database, name, roles) => {
  const role = byName.get(database, name);
  return role === undefined ? null : grantsIn(role.grants, roles);
};

/** Lists roles with an id greater than `after`, oldest first. */
export function listTenantRoles(
  database: TenantDatabase,
  after: string | null,
  limit: number,
): readonly TenantRole[] {
  const rows = database
    .select()
    .from(tenantRoles)
    .where(after === null ? undefined : gt(tenantRoles.id, after))
    .orderBy(asc(tenantRoles.id))
    .limit(limit)
    .all();
  return rows.flatMap((row) => roleOf(row) ?? []);
}

export function countTenantRoles(database: TenantDatabase): number {
  return database.select({ total: count() }).from(tenantRoles).get()?.total ?? 0;
}

/** Every command of whoever has the role reads it. */
const byName = remembered((database, name): TenantRole | undefined =>
  roleOf(database.select().from(tenantRoles).where(eq(tenantRoles.name, name)).get()),
);

function evolved(former: TenantRole | undefined, event: Envelope): TenantRole {
  const at = event.occurredAt;
  if (event.type === roleCreated.type)
    return { ...roleCreated.read(event), id: event.aggregate.id, createdAt: at, updatedAt: at };
  if (former === undefined) throw new Error(`the role ${event.aggregate.id} does not exist`);
  const { description = former.description, grants = former.grants } = roleUpdated.read(event);
  return { ...former, description, grants, updatedAt: at };
}

function roleOf(row: typeof tenantRoles.$inferSelect | undefined): TenantRole | undefined {
  return row === undefined ? undefined : roleState.readJson(row.stateVersion, row.content);
}
