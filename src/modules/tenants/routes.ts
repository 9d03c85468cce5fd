import { z } from "zod";
import { defineRoute } from "../../kernel/api/route.ts";
import { pageQuery } from "../../kernel/read/page.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import { readModules, readTenantSettings } from "./queries.ts";
import { settingsPatch } from "./schema.ts";
import { readStore } from "./view.ts";
import { turnModuleOff, turnModuleOn, updateSettings } from "./workflows.ts";

const params = z.object({ slug: opaqueId });

export const tenantRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/admin/settings",
    summary: "Read the tenant's settings",
    operation: readTenantSettings,
    input: () => ({}),
    returns: "The settings",
  }),
  defineRoute({
    method: "patch",
    path: "/v1/admin/settings",
    summary: "Update the tenant's settings",
    operation: updateSettings,
    body: settingsPatch,
    input: ({ body }) => body,
    returns: "The settings",
    refusals: ["invalid-settings"],
  }),
  defineRoute({
    method: "get",
    path: "/v1/admin/modules",
    summary: "List modules and whether the tenant has them enabled",
    operation: readModules,
    query: z.object(pageQuery).strict(),
    input: ({ page }) => page,
    returns: "A page of modules",
    refusals: ["invalid-cursor"],
  }),
  ...(["enable", "disable"] as const).map((verb) =>
    defineRoute({
      method: "post",
      path: `/v1/admin/modules/{slug}/${verb}`,
      summary: `${verb === "enable" ? "Enable" : "Disable"} a module for the tenant`,
      operation: verb === "enable" ? turnModuleOn : turnModuleOff,
      params,
      input: ({ params }) => params,
      returns: "The module",
      refusals: ["module-dependencies"],
    }),
  ),
  defineRoute({
    method: "get",
    path: "/v1/store",
    summary: "Read the store's name, locales and currencies",
    operation: readStore,
    input: () => ({}),
    returns: "The store",
  }),
];
