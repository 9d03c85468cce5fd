import { asc, eq } from "drizzle-orm";
import tables from "../../../../migrations/tenant/0125_menus.sql";
import { defineAggregate } from "../../../kernel/module.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import { sentFields } from "../../../kernel/values/patch.ts";
import type { Envelope } from "../../../kernel/write/event.ts";
import { menuCreated, menuDeleted, menuUpdated } from "./events.ts";
import { type Menu, type MenuLocation, menuState } from "./schema.ts";
import { menus } from "./tables.ts";

export const migration: Migration = { name: "0125_menus", sql: tables };

export const menuAggregate = defineAggregate(menuState, {
  apply(database, event) {
    const { id } = event.aggregate;
    if (event.type === menuDeleted.type) return removeMenu(database, id);
    writeMenu(database, evolved(readMenu(database, id), event));
  },
  state: (database, id) => readMenu(database, id) ?? null,
});

/** All menus, oldest first. There are as many as locations, at most. */
export function readMenus(database: TenantDatabase): readonly Menu[] {
  return database.select().from(menus).orderBy(asc(menus.id)).all().flatMap(menuIn);
}

export function readMenu(database: TenantDatabase, id: string): Menu | undefined {
  return database.select().from(menus).where(eq(menus.id, id)).all().flatMap(menuIn)[0];
}

/** The id of the menu at a location. Null if there is none. */
export function ownerOfLocation(database: TenantDatabase, location: MenuLocation): string | null {
  const row = database.select({ id: menus.id }).from(menus).where(eq(menus.location, location)).get();
  return row?.id ?? null;
}

export function writeMenu(database: TenantDatabase, menu: Menu): void {
  const { id, location } = menu;
  const row = { id, location, content: JSON.stringify(menu), stateVersion: menuState.version };
  database.insert(menus).values(row).onConflictDoUpdate({ target: menus.id, set: row }).run();
}

export function removeMenu(database: TenantDatabase, id: string): void {
  database.delete(menus).where(eq(menus.id, id)).run();
}

function menuIn({ content, stateVersion }: typeof menus.$inferSelect): readonly Menu[] {
  return [menuState.readJson(stateVersion, content) ?? []].flat();
}

function evolved(before: Menu | undefined, event: Envelope): Menu {
  const { id } = event.aggregate;
  const updatedAt = event.occurredAt;
  if (event.type === menuCreated.type)
    return { ...menuCreated.read(event), id, createdAt: updatedAt, updatedAt };
  if (before === undefined) throw new Error(`${event.type} refers to ${id}, which does not exist`);
  return { ...before, ...sentFields(menuUpdated.read(event)), updatedAt };
}
