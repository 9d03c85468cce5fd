import * as z from "zod";
import { nothing } from "../../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { menuIds } from "../ids.ts";
import { menuDeleted } from "./events.ts";
import { loadFacts } from "./load.ts";
import { decideMenu, decideMenuChange, noSuchMenu } from "./rules.ts";
import { type AdminMenu, adminMenu, type Menu, menuInput, menuPatch } from "./schema.ts";
import { menuAggregate, readMenu } from "./store.ts";

const byId = z.object({ id: opaqueId });
const guards = ({ id }: { readonly id: string }) => ({ type: menuAggregate.type, id });

export const createMenu = defineCommand({
  name: "menus.createMenu",
  access: "menus:create",
  input: menuInput,
  output: adminMenu,
  load: loadFacts,
  decide(facts, input, { newId }) {
    const id = newId(menuIds.menu);
    const events = decideMenu(id, input, facts);
    return events.ok ? ok({ events: events.value, answer: (database) => written(database, id) }) : events;
  },
});

export const updateMenu = defineCommand({
  name: "menus.updateMenu",
  access: "menus:update",
  input: byId.extend({ patch: menuPatch }),
  output: adminMenu,
  guards,
  load: (database, { id, patch }, context) => ({
    menu: readMenu(database, id),
    facts: loadFacts(database, patch, context),
  }),
  decide({ menu, facts }, { patch }) {
    if (menu === undefined) return refused(noSuchMenu);
    const events = decideMenuChange(menu, patch, facts);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => written(database, menu.id) });
  },
});

export const deleteMenu = defineCommand({
  name: "menus.deleteMenu",
  access: "menus:delete",
  input: byId,
  output: nothing,
  guards,
  load: (database, { id }) => readMenu(database, id),
  decide(menu) {
    if (menu === undefined) return refused(noSuchMenu);
    return ok({ events: [menuDeleted.of(menu.id, {})], answer: () => null });
  },
});

/** A menu with its version, for staff. */
export function toAdminMenu(database: TenantDatabase, menu: Menu): AdminMenu {
  return { ...menu, version: versionOf(database, menuAggregate.type, menu.id) };
}

function written(database: TenantDatabase, id: string): AdminMenu {
  const menu = readMenu(database, id);
  if (menu === undefined) throw new Error(`${id} was just written but cannot be read`);
  return toAdminMenu(database, menu);
}
