import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import { menuIds } from "./ids.ts";
import { importMenu } from "./import/commands.ts";
import { menuLimits } from "./limits.ts";
import { createMenu, deleteMenu, updateMenu } from "./menu/commands.ts";
import { menuEvents } from "./menu/events.ts";
import { listMenus, readOneMenu } from "./menu/queries.ts";
import { menuRoutes } from "./menu/routes.ts";
import { menuSchemas } from "./menu/schema.ts";
import { menuAggregate, migration } from "./menu/store.ts";
import { problems } from "./problems.ts";
import { releasableMenu } from "./releasable.ts";
import { storeRoutes } from "./store-routes.ts";
import { menuTransfer } from "./transfer/store.ts";
import { menuView } from "./view/project-menus.ts";
import { readStoreMenu } from "./view/read-store.ts";
import { storeMenuSchemas } from "./view/shapes.ts";

export { menuIds } from "./ids.ts";
export { importMenu } from "./import/commands.ts";
export type {
  ImportedItem,
  ImportedMenu,
  ImportedOutcome,
  ImportedTarget,
  MenuRemark,
} from "./import/schema.ts";
export { menuLimits } from "./limits.ts";
export { listMenus } from "./menu/queries.ts";
export { type AdminMenu, type MenuItem, menuLocation } from "./menu/schema.ts";

/** The permission resources of this module, and the default actions per role. */
const resources = defineResources({ menus: { admin: ["manage"] } });

/** Menus of the store: links to what it has and to elsewhere. */
export const menus = defineModule({
  name: "menus",
  requires: ["catalogue", "content"],
  optional: true,
  problems,
  ids: menuIds,
  resources,
  limits: Object.values(menuLimits),
  migrations: [migration],
  aggregates: [menuAggregate],
  events: menuEvents,
  transfers: [menuTransfer],
  operations: [createMenu, updateMenu, deleteMenu, listMenus, readOneMenu, readStoreMenu, importMenu],
  releasables: [releasableMenu],
  views: [menuView],
  tags: { Menus: "What the store's header, footer, sidebar and mobile menu lead to." },
  schemas: [menuSchemas, storeMenuSchemas],
  routes: [...menuRoutes, ...storeRoutes],
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly menus: typeof resources;
  }
}
