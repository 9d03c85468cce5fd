import { changing, defineReleasable } from "../../kernel/write/releasable.ts";
import { updateMenu } from "./menu/commands.ts";
import { type Menu, type MenuItem, type MenuItemInput, menuPatch } from "./menu/schema.ts";
import { readMenu } from "./menu/store.ts";

/** Menus in releases. A location always shows its menu, so a release changes what is in it. */
export const releasableMenu = defineReleasable<Menu>({
  type: "menu",
  find: readMenu,
  actions: {
    update: changing<Menu, typeof menuPatch._output>(updateMenu, menuPatch, ({ items, ...fields }) => ({
      ...fields,
      ...(items === undefined ? {} : { items: items.map(sendable) }),
    })),
  },
});

/** An item as a patch takes it: the lowest level has no `children`. */
function sendable({ children, ...item }: MenuItem): MenuItemInput {
  return { ...item, ...(children.length === 0 ? {} : { children: children.map(sendable) }) };
}
