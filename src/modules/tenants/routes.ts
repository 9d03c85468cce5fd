import * as z from "zod";
import { defineRoute } from "../../kernel/api/route.ts";
import { pageQuery } from "../../kernel/read/page.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import { readModules, readTenantSettings } from "./queries.ts";
import { settingsPatch } from "./schema.ts";
import { readStore } from "./view.ts";
import { turnModuleOff, turnModuleOn, updateSettings } from "./workflows.ts";

const params = z.object({ slug: opaqueId });

const aboutVerb = {
  enable: {
    summary: "Enable a module",
    description: "Enables a module for the tenant. The modules it requires must be enabled.",
  },
  disable: {
    summary: "Disable a module",
    description:
      "Disables an optional module for the tenant: its routes answer 404, and its data stays. No enabled module may require it.",
  },
} as const;

export const tenantRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/admin/settings",
    tag: "Settings",
    operationId: "getSettings",
    summary: "Get the settings",
    description:
      "Returns the tenant's name, languages, currencies, taxes and other settings, as they are now.",
    operation: readTenantSettings,
    input: () => ({}),
    returns: "The settings",
  }),
  defineRoute({
    method: "patch",
    path: "/v1/admin/settings",
    tag: "Settings",
    operationId: "updateSettings",
    summary: "Update the settings",
    description:
      "Fields that are left out stay; lists are replaced. The defaults must be among `locales` and `currencies`.",
    operation: updateSettings,
    body: settingsPatch,
    input: ({ body }) => body,
    returns: "The settings",
    refusals: ["invalid-settings"],
  }),
  defineRoute({
    method: "get",
    path: "/v1/admin/modules",
    tag: "Modules",
    operationId: "listModules",
    summary: "List modules",
    description: "Lists the platform's modules and whether the tenant has them enabled.",
    operation: readModules,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of modules",
    refusals: ["invalid-cursor"],
  }),
  ...(["enable", "disable"] as const).map((verb) =>
    defineRoute({
      method: "post",
      path: `/v1/admin/modules/{slug}/${verb}`,
      tag: "Modules",
      operationId: `${verb}Module`,
      ...aboutVerb[verb],
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
    tag: "Storefront",
    operationId: "getStore",
    summary: "Get the store",
    description: "Returns the store's name, and the languages and currencies it is available in.",
    operation: readStore,
    input: () => ({}),
    returns: "The store",
  }),
];
