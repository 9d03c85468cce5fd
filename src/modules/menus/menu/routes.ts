import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { createMenu, deleteMenu, updateMenu } from "./commands.ts";
import { listMenus, readOneMenu } from "./queries.ts";
import { menuInput, menuPatch } from "./schema.ts";

const path = "/v1/admin/menus";
const params = z.object({ id: opaqueId });
const tag = "Menus";
const returns = "The menu";
const refusals = ["duplicate-location", "locale-not-enabled", "unknown-reference", "too-large"] as const;

/** Menus for staff. */
export const menuRoutes = [
  defineRoute({
    method: "get",
    path,
    tag,
    operationId: "listMenus",
    summary: "List menus",
    description: "Lists menus with their items, newest first.",
    operation: listMenus,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of menus",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path,
    tag,
    operationId: "createMenu",
    summary: "Create a menu",
    description:
      "Creates the menu of a location, which has one at most. An item leads to one place: a `url`, which is an http(s) address, `mailto:` or a path of the site, or a page, post, product, collection, category of products or category of content by its id. Without a place it is a heading. Items can be below each other on four levels.",
    operation: createMenu,
    body: menuInput,
    input: ({ body }) => body,
    status: 201,
    returns,
    location: ({ id }) => `${path}/${id}`,
    refusals,
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag,
    operationId: "getMenu",
    summary: "Get a menu",
    description: "Returns a menu with all items and translations, as it is now.",
    operation: readOneMenu,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    tag,
    operationId: "updateMenu",
    summary: "Update a menu",
    description:
      "Fields that are left out stay. `items` are replaced as a whole. What the menu leads to already may stay, even if it was deleted.",
    operation: updateMenu,
    params,
    body: menuPatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
    refusals,
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag,
    operationId: "deleteMenu",
    summary: "Delete a menu",
    description: "Deletes a menu. Its location is free.",
    operation: deleteMenu,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
  }),
];
