import * as z from "zod";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { toAdminMenu } from "./commands.ts";
import { noSuchMenu } from "./rules.ts";
import { adminMenu } from "./schema.ts";
import { readMenu, readMenus } from "./store.ts";

/** A tenant's menus, newest first. There is one for each location at most, so the object lists them itself. */
export const listMenus = defineObjectQuery({
  name: "menus.listMenus",
  access: "menus:list",
  input: pageRequest,
  output: pageOutput(adminMenu),
  run(database, { limit, after, count }) {
    const all = readMenus(database).toReversed();
    const rest = after === null ? all : all.filter(({ id }) => id < String(after[0]));
    const page = pageOf(
      rest,
      limit,
      ({ id }) => [id],
      (menu) => toAdminMenu(database, menu),
    );
    return ok({ ...page, totalCount: count ? all.length : undefined });
  },
});

export const readOneMenu = defineObjectQuery({
  name: "menus.readMenu",
  access: "menus:read",
  input: z.object({ id: opaqueId }),
  output: adminMenu,
  run(database, { id }) {
    const menu = readMenu(database, id);
    return menu === undefined ? refused(noSuchMenu) : ok(toAdminMenu(database, menu));
  },
});
